-- One row per runner and week: in how many of the eight weeks up to it the runner ran at least twice.
-- grain: runner_id, week_start_date
-- columns:
--   runner_id: the runner
--   week_start_date: local first day of the week, the last of the eight
--   steady_week_8_count: weeks of the eight with two or more runs; null: fewer than 80 % of them known
--   known_week_8_count: weeks of the eight that are known
--   is_running: the week is not over, so it may still become one of them
-- source: docs/evidence/metrics.md#consistency
with counted as (
    select
        runner_id,
        week_start_date,
        is_running,
        count(*) filter (run_count >= parameter('steady_week_least_run_count')) over eight
            as steady_week_8_count,
        count(run_count) over eight as known_week_8_count,
    from metric.week_distance
    window
        eight as (
            partition by runner_id
            order by week_start_date
            rows between 7 preceding and current row
        )
)

select
    runner_id,
    week_start_date,
    case
        when known_week_8_count >= 8 * parameter('coverage_least_share')
            then steady_week_8_count
    end as steady_week_8_count,
    known_week_8_count,
    is_running,
from counted
