-- One row per runner: in how many of the last eight full weeks there were two or more runs.
-- grain: runner_id
-- columns:
--   runner_id: Our id of the runner
--   steady_week_8_count: Weeks of the eight with two or more runs; null if too few of them are known
--   known_week_8_count: Weeks of the eight that are known
-- source: metric.consistency
select
    runner_id,
    steady_week_8_count,
    known_week_8_count,
from metric.consistency
where not is_running
qualify row_number() over (partition by runner_id order by week_start_date desc) = 1
order by runner_id
