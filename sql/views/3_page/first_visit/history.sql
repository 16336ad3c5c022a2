-- One row per runner with runs: how many there are, from when to when, and the last weeks that hold some.
-- grain: runner_id
-- columns:
--   runner_id: Our id of the runner
--   run_count: Runs that count
--   distance_m: Metres run in all those of known distance
--   first_run_date: Day of the first one
--   last_run_date: Day of the latest one
--   quiet_days: Days since the latest one
--   first_week_date: First day of the last weeks that hold runs, twelve with those between them
--   last_week_date: First day of the week of the latest run
-- source: metric.run
with run as (
    select
        runner_id,
        local_date,
        distance_m,
        week_start_date,
    from metric.run
    where local_date <= as_of_date() + 1
),

summed as (
    select
        runner_id,
        count(*)::integer as run_count,
        round(sum(distance_m), 3) as distance_m,
        min(local_date) as first_run_date,
        max(local_date) as last_run_date,
        max(week_start_date) as last_week_date,
    from run
    group by runner_id
)

select
    runner_id,
    run_count,
    distance_m,
    first_run_date,
    last_run_date,
    greatest(as_of_date() - last_run_date, 0)::integer as quiet_days,
    last_week_date - 7 * (parameter('history_week_count')::integer - 1)
        as first_week_date,
    last_week_date,
from summed
order by runner_id
