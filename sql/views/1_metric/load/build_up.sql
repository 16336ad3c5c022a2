-- One row per runner and week whose last day has come: the mean week of the last four against that of
-- four weeks two months before. A growth that no single week or run shows.
-- grain: runner_id, week_start_date
-- columns:
--   runner_id: the runner
--   week_start_date: local first day of the week, the last of the four
--   recent_week_m: mean week of the four up to it; null: too few of their days are known
--   earlier_week_m: mean week of the four that ended eight weeks before it; null likewise
--   year_week_m: mean week of the year up to it, over its known days; null: none is known
--   build_up_ratio: recent_week_m over earlier_week_m; null: one is unknown, or that was a month off
--   is_above_year: recent_week_m lies above year_week_m
-- source: docs/evidence/rules.md#build_up; the numbers are our choice
with rolling as (
    select
        runner_id,
        local_date,
        distance_28d_m,
    from metric.runner_rolling
),

year as (
    select
        runner_id,
        local_date,
        week_start_date,
        7 * sum(distance_m) filter (coverage <> 'unknown') over twelve_months
        / nullif(count(*) filter (coverage <> 'unknown') over twelve_months, 0) as year_week_m,
    from metric.runner_day
    window
        twelve_months as (
            partition by runner_id
            order by local_date
            range between to_days(parameter('build_up_year_days')::integer - 1) preceding
            and current row
        )
),

judged as (
    select
        year.runner_id,
        year.week_start_date,
        7 * recent.distance_28d_m / 28 as recent_week_m,
        7 * earlier.distance_28d_m / 28 as earlier_week_m,
        year.year_week_m,
    from year
    left join rolling as recent using (runner_id, local_date)
    left join rolling as earlier
        on
            earlier.runner_id = year.runner_id
            and earlier.local_date
            = year.local_date - parameter('build_up_apart_days')::integer
    where year.local_date = year.week_start_date + 6
)

select
    runner_id,
    week_start_date,
    round(recent_week_m, 3) as recent_week_m,
    round(earlier_week_m, 3) as earlier_week_m,
    round(year_week_m, 3) as year_week_m,
    case when earlier_week_m > 0 then round(recent_week_m / earlier_week_m, 6) end
        as build_up_ratio,
    coalesce(recent_week_m > year_week_m, false) as is_above_year,
from judged
