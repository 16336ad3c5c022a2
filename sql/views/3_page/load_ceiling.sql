-- One row per runner and day, days off included: the longest single run of the 30 days before.
-- grain: runner_id, local_date
-- columns:
--   runner_id: Our id of the runner
--   local_date: The runner's calendar day
--   longest_30d_m: Longest run of the 30 days before this one, metres; null if there was none
-- source: Frandsen 2025, doi 10.1136/bjsports-2024-109380
with

day_longest as (
    select
        runner_id,
        local_date,
        max(distance_m) as longest_m,
    from metric.session_spike
    group by
        runner_id,
        local_date
)

select
    day.runner_id,
    day.local_date,
    max(day_longest.longest_m) over (
        partition by day.runner_id
        order by day.local_date
        range between to_days(parameter('spike_window_days')::integer) preceding
        and interval 1 day preceding
    ) as longest_30d_m,
from metric.runner_day as day
left join day_longest using (runner_id, local_date)
order by
    day.runner_id,
    day.local_date
