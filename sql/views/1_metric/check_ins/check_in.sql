-- One row per answered questionnaire as it stands today, with its change since the first and since the
-- last of the same questionnaire and knee. Answers without a score stand in between without counting.
-- grain: entry_id
-- columns:
--   entry_id: our id of the entry
--   runner_id: our id of the runner
--   local_date: the runner's calendar day on which it was answered
--   questionnaire_id: which questionnaire
--   questionnaire_version: version of its words
--   knee: left or right; null: the questionnaire asks of no knee
--   score: its score, range by questionnaire; null: too little was answered
--   score_reason: why there is no score; null: there is one
--   is_substantial: substantial by the questionnaire's own definition; null: it has none
--   first_score: the first score of this questionnaire and knee; null: none yet
--   change_first_score: score less the first one; null: it is the first, or one is unknown
--   change_last_score: score less the one before; null: it is the first, or unknown
--   noise_score: the smallest change beyond measurement noise; null: not known for this questionnaire
--   important_score: the smallest change that mattered to people; null: not known
--   is_beyond_noise: the change since the first reaches the noise; null: one of them is unknown
--   is_last_beyond_noise: the change since the last reaches the noise; null: one of them is unknown
--   is_important: the change since the first reaches what mattered to people; null: one is unknown
--   is_important_more: it also reaches the stricter of two published limits; null: there is none
--   is_better: the change since the first is for the better; null: no change, or unknown
--   is_last_better: the change since the last is for the better; null: no change, or unknown
--   saved_at: when this version was written, UTC
-- source: docs/evidence/metrics.md#check_in
with entry as (
    select *
    from journal.check_in
    qualify
        row_number() over (partition by entry_id order by saved_order desc) = 1
        and not is_deleted
),

ordered as (
    select
        *,
        first_value(score ignore nulls) over (
            partition by runner_id, questionnaire_id, knee
            order by local_date, entry_id
            rows between unbounded preceding and unbounded following
        ) as first_score,
        last_value(score ignore nulls) over (
            partition by runner_id, questionnaire_id, knee
            order by local_date, entry_id
            rows between unbounded preceding and 1 preceding
        ) as previous_score,
    from entry
),

changed as (
    select
        *,
        case when previous_score is not null then score - first_score end as change_first_score,
        score - previous_score as change_last_score,
    from ordered
)

select
    entry_id,
    runner_id,
    local_date,
    questionnaire_id,
    questionnaire_version,
    knee,
    score,
    score_reason,
    is_substantial,
    first_score,
    change_first_score,
    change_last_score,
    scale.noise_score,
    scale.important_score,
    abs(change_first_score) >= scale.noise_score as is_beyond_noise,
    abs(change_last_score) >= scale.noise_score as is_last_beyond_noise,
    abs(change_first_score) >= scale.important_score as is_important,
    abs(change_first_score) >= scale.important_more_score as is_important_more,
    case when change_first_score <> 0 then (change_first_score > 0) = scale.is_higher_better end
        as is_better,
    case when change_last_score <> 0 then (change_last_score > 0) = scale.is_higher_better end
        as is_last_better,
    saved_at,
from changed
inner join rule.questionnaire as scale using (questionnaire_id)
