-- One row per runner and knee whose score of this morning is not in yet. Only knees that were logged in
-- the last four weeks, before today, are asked about, and none whose side is not said.
-- grain: runner_id, knee
-- columns:
--   runner_id: Our id of the runner
--   knee: left or right
--   local_date: Yesterday: the day that this morning's score belongs to
-- source: metric.pain_day
with asked as (
    select
        runner_id,
        knee,
        as_of_date() - 1 as local_date,
    from metric.pain_day
    where
        local_date >= as_of_date() - parameter('ask_morning_days')::integer
        and local_date < as_of_date()
        and knee <> 'unknown'
    group by
        runner_id,
        knee
)

select
    asked.runner_id,
    asked.knee,
    asked.local_date,
from asked
left join metric.pain_day as known using (runner_id, knee, local_date)
where known.pain_morning_score is null
order by
    asked.runner_id,
    asked.knee
