-- One row per runner with weeks of known descent: the hilliest one against the usual one.
-- grain: runner_id
-- columns:
--   runner_id: Our id of the runner
--   week_count: Weeks with a run and known descent
--   week_start_date: First day of the week with most descent
--   descent_m [descent, {height}]: Metres lost in it
--   usual_descent_m [descent, {height}]: Middle one of all those weeks, metres
--   descent_ratio: The one over the other; null if the usual week is too flat to compare
-- source: metric.runner_week; docs/evidence/metrics.md#grade_bands
with week as (
    select
        runner_id,
        week_start_date,
        descent_m,
    from metric.runner_week
    where
        run_count > 0
        and descent_m is not null
),

summed as (
    select
        runner_id,
        count(*)::integer as week_count,
        arg_max(week_start_date, descent_m) as week_start_date,
        max(descent_m) as descent_m,
        round(median(descent_m), 3) as usual_descent_m,
    from week
    group by runner_id
)

select
    runner_id,
    week_count,
    week_start_date,
    descent_m,
    usual_descent_m,
    case
        when usual_descent_m >= parameter('descent_floor_m')
            then round(descent_m / usual_descent_m, 6)
    end as descent_ratio,
from summed
where
    week_count >= parameter('history_least_weeks')
    and descent_m >= parameter('descent_floor_m')
order by runner_id
