-- One row per run that was rated: how hard it felt times its minutes, against the runner's own runs.
-- grain: session_id
-- columns:
--   runner_id: Our id of the runner
--   session_id: Our id of the run
--   local_date: The runner's calendar day
--   moving_s: Time moving, seconds; null if unknown
--   perceived_exertion_score: How hard it felt, 0 rest to 10 as hard as can be
--   exertion_source: typed or file
--   effort_load_au: Exertion times minutes; null if the time is unknown
--   effort_rank_share: Share of the runs of six weeks before that asked no more, 0-1; null if fewer than five were rated
--   effort_median_au: Their median; null likewise
-- source: metric.session_effort
select
    runner_id,
    session_id,
    local_date,
    moving_s,
    perceived_exertion_score,
    exertion_source,
    effort_load_au,
    effort_rank_share,
    effort_median_au,
from metric.session_effort
where perceived_exertion_score is not null
order by
    local_date,
    session_id
