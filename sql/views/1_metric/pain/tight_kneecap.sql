-- One row per runner, knee and day on which it felt tight around the kneecap: how often of late.
-- grain: runner_id, local_date, knee
-- columns:
--   runner_id: the runner
--   local_date: local calendar day
--   knee: left, right or unknown
--   tight_14d_days: such days of this knee among these 14, this one with them
-- source: docs/evidence/metrics.md#front_pattern
with tight as (
    select
        runner_id,
        local_date,
        knee,
    from metric.pain_chip
    where chip_name = 'tight_kneecap'
)

select
    runner_id,
    local_date,
    knee,
    count(*) over (
        partition by runner_id, knee
        order by local_date
        range between to_days(parameter('tight_kneecap_window_days')::integer - 1) preceding
        and current row
    ) as tight_14d_days,
from tight
