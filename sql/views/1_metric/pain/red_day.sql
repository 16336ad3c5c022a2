-- One row per runner and red day: how many there were of late, whichever knee.
-- grain: runner_id, local_date
-- columns:
--   runner_id: the runner
--   local_date: local calendar day
--   red_7d_days: red days among these seven, this one with them
-- source: docs/evidence/metrics.md#keep_running
with red as (
    select distinct
        runner_id,
        local_date,
    from metric.pain_day
    where light = 'red'
)

select
    runner_id,
    local_date,
    count(*) over (
        partition by runner_id
        order by local_date
        range between to_days(parameter('red_window_days')::integer - 1) preceding
        and current row
    ) as red_7d_days,
from red
