-- One row per runner and day, days off included, up to tomorrow: the longest single run of the 30 days
-- before.
-- grain: runner_id, local_date
-- columns:
--   runner_id: Our id of the runner
--   local_date: The runner's calendar day
--   longest_30d_m [longest run, {distance}]: Longest run of the 30 days before this one, metres; null if there was none
-- source: Frandsen 2025, doi 10.1136/bjsports-2024-109380
select
    runner_id,
    local_date + 1 as local_date,
    longest_30d_m,
from risk.longest_next
order by
    runner_id,
    local_date
