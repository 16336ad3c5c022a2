-- One row per knee and day with a run in the last twelve weeks whose next morning can be compared with the
-- score before: what the run left behind.
-- grain: runner_id, local_date, knee
-- columns:
--   runner_id: Our id of the runner
--   local_date: Day of the run
--   knee: left, right or unknown
--   distance_m: Run that day, metres; null if unknown
--   descent_m: Descent of it, metres; null if unknown
--   before_score: What the morning is compared with: before the run, else the latest morning of the week before, 0-10
--   morning_score: The morning after, 0-10
--   rise_score [rise overnight, points]: The morning after less that, in whole points, as the light takes it
--   light: Traffic light of the day; null if nothing can be said
-- source: metric.pain_day; docs/evidence/metrics.md#pain_light
select
    runner_id,
    local_date,
    pain.knee,
    day.distance_m,
    day.descent_m,
    pain.pain_baseline_score as before_score,
    pain.pain_morning_score as morning_score,
    pain.morning_rise_score as rise_score,
    pain.light,
from metric.pain_day as pain
inner join metric.runner_day as day using (runner_id, local_date)
where
    day.run_count > 0
    and pain.morning_rise_score is not null
    and local_date > as_of_date() - 7 * parameter('pain_pattern_weeks')::integer
order by
    runner_id,
    local_date,
    pain.knee
