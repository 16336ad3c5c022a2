-- One row per day and knee with a logged score: the dot that every chart draws.
-- grain: runner_id, local_date, knee
-- columns:
--   runner_id: Our id of the runner
--   local_date: The runner's calendar day
--   knee: left, right or unknown
--   worst_score: Highest of the day's scores, 0-10, the next morning's among them
--   light: Traffic light of the day; null if nothing can be said
-- source: metric.pain_day
select
    runner_id,
    local_date,
    knee,
    pain_worst_score as worst_score,
    light,
from metric.pain_day
where pain_worst_score is not null
order by
    runner_id,
    local_date,
    knee
