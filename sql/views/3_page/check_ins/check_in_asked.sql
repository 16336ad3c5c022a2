-- One row per runner and knee that is asked about weekly.
-- grain: runner_id, knee
-- columns:
--   runner_id: Our id of the runner
--   knee: left or right
--   is_wished: The runner asked for it; no if it is because pain was logged
-- source: metric.check_in_asked
select
    runner_id,
    knee,
    is_wished,
from metric.check_in_asked
order by
    runner_id,
    knee
