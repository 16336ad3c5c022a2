-- One row per answered questionnaire: its score and, in words, whether a change means anything.
-- grain: entry_id
-- columns:
--   entry_id: Our id of the entry
--   runner_id: Our id of the runner
--   local_date: The runner's calendar day on which it was answered
--   questionnaire_id: Which questionnaire
--   questionnaire_version: Version of its words
--   title: Name of the questionnaire
--   knee: left or right; null if the questionnaire asks of no knee
--   score [score, points]: Its score; null if too little was answered
--   score_reason: Why there is no score; null if there is one
--   is_substantial: A substantial problem by the questionnaire's own definition; null if it has none
--   first_score: The first score of this questionnaire and knee; null if none yet
--   change_first_score: Change since the first; null if this is it, or unknown
--   change_last_score: Change since the last; null if this is the first, or unknown
--   noise_score [noise, points]: Smallest change beyond measurement noise; null if not known
--   important_score: Smallest change that mattered to people; null if not known
--   is_beyond_noise: The change since the first reaches the noise; null if unknown
--   is_important: The change since the first reaches what mattered to people; null if unknown
--   is_higher_better: A higher score is a better one
--   change_first_words: The change since the first: within measurement noise, else how much; null if none
--   change_last_words: The change since the last, likewise; null if none
--   saved_at: When this version was written, UTC
-- source: metric.check_in; docs/evidence/metrics.md#check_in
select
    entry_id,
    runner_id,
    local_date,
    questionnaire_id,
    questionnaire_version,
    scale.title,
    knee,
    score,
    score_reason,
    is_substantial,
    first_score,
    change_first_score,
    change_last_score,
    check_in.noise_score,
    check_in.important_score,
    is_beyond_noise,
    is_important,
    scale.is_higher_better,
    change_words(change_first_score, check_in.noise_score, is_better) as change_first_words,
    change_words(change_last_score, check_in.noise_score, is_last_better) as change_last_words,
    saved_at,
from metric.check_in as check_in
inner join rule.questionnaire as scale using (questionnaire_id)
order by
    runner_id,
    local_date desc,
    entry_id
