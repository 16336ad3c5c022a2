-- One row per day and knee with a logged score in the last twelve weeks, oldest first: the worst of the day,
-- and what the morning after is compared with.
-- grain: runner_id, local_date, knee
-- columns:
--   runner_id: Our id of the runner
--   local_date: The runner's calendar day
--   knee: left, right or unknown
--   worst_score [knee pain, of 10]: Highest of the day's scores, 0-10, the next morning's among them
--   during_score: Worst while running, 0-10; null if not logged
--   after_score: An hour after, 0-10; null if not logged
--   morning_score: The morning after, 0-10; null if not logged
--   before_score: What the last two are compared with, 0-10; null if nothing
--   run_m: Distance run that day, metres; null if none, or unknown
-- source: metric.pain_day; docs/evidence/metrics.md#pain_light
select
    runner_id,
    local_date,
    pain.knee,
    pain.pain_worst_score as worst_score,
    pain.pain_during_score as during_score,
    pain.pain_after_score as after_score,
    pain.pain_morning_score as morning_score,
    pain.pain_baseline_score as before_score,
    case when day.run_count > 0 then day.distance_m end as run_m,
from metric.pain_day as pain
left join metric.runner_day as day using (runner_id, local_date)
where
    pain.pain_worst_score is not null
    and local_date > as_of_date() - 7 * parameter('pain_pattern_weeks')::integer
order by
    runner_id,
    local_date,
    pain.knee
