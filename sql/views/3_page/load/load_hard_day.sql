-- One row per hard day: what made it hard, and how long after the one before.
-- grain: runner_id, local_date
-- columns:
--   runner_id: Our id of the runner
--   local_date: The runner's calendar day
--   is_spike: A run more than a tenth longer than the longest of the 30 days before
--   is_fast: Ten minutes or more of fast running
--   is_effort: As much effort as the upper quarter of the runner's own runs
--   is_descent: As many metres lost as the upper quarter of the runner's own runs
--   hard_gap_days: Days since the hard day before; null for the first
--   is_close: Fewer than two days since it
-- source: metric.hard_day
select
    runner_id,
    local_date,
    coalesce(is_spike, false) as is_spike,
    coalesce(is_fast, false) as is_fast,
    coalesce(is_effort, false) as is_effort,
    coalesce(is_descent, false) as is_descent,
    hard_gap_days,
    coalesce(hard_gap_days < parameter('hard_gap_least_days'), false) as is_close,
from metric.hard_day
order by
    runner_id,
    local_date
