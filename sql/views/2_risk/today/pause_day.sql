-- One row per runner and day on which running pauses: the knee was red twice within a week, and the second time is
-- not a week ago yet.
-- grain: runner_id, local_date
-- columns:
--   runner_id: the runner
--   local_date: local calendar day
--   start_date: the latest red day that began it
-- source: metric.red_day; docs/evidence/metrics.md#keep_running
with begun as (
    select
        runner_id,
        local_date as start_date,
        local_date + unnest(range(0, parameter('red_window_days')::integer))::integer
            as local_date,
    from metric.red_day
    where red_7d_days >= parameter('red_most_days')
)

select
    runner_id,
    local_date,
    max(start_date) as start_date,
from begun
group by runner_id, local_date
