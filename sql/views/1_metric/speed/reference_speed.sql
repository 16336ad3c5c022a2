-- One row per runner and week with best efforts in its last 13 weeks: the speed that the runner's zones
-- are measured by. Critical speed where there are three efforts; else what stands in. Training bests are
-- not maximal, so it lies low rather than high. Whoever only runs easily has no fast efforts to find it
-- from, and would be told that easy running is fast: an estimate that the runner's easy speed comes near is
-- not believed. Distances count as level metres; on a treadmill, whose incline is not known, as they are.
-- grain: runner_id, week_start_date
-- columns:
--   runner_id: the runner
--   week_start_date: local first day of the week
--   easy_speed_mps: a quarter of the runs of the last 13 weeks were slower: on the flat, or running at all where that is unknown; null: none in detail
--   estimate_mps: this week's own estimate; null: none that is clearly above the easy speed
--   reference_speed_mps: median of the last four weekly estimates, falling by no more than 1 % a week; null: see the reason
--   reference_speed_method: of the latest of those estimates: critical_speed, best_20_min, best_5_km or fast_30_s
--   reference_speed_reason: why it is null: no_fast_efforts; null: it is known
-- source: Smyth & Muniz-Pumares 2020, doi 10.1249/mss.0000000000002412; docs/evidence/metrics.md#reference_speed
with span as (
    select * from metric.runner_span
),

effort as (
    select
        activity.runner_id,
        activity.local_date,
        span.last_date,
        span.week_start,
        replace(best_effort.effort, 'raw_', 'grade_adjusted_') as effort,
        best_effort.distance_m,
        best_effort.distance_m / best_effort.duration_s as speed_mps,
    from core.best_effort as best_effort
    inner join core.activity as activity using (activity_id)
    inner join span on span.runner_id = activity.runner_id
    where
        activity.is_run
        and not activity.is_excluded
        and activity.duplicate_of is null
        and (
            (best_effort.effort like 'grade_adjusted_%' and activity.altitude_doubt is null)
            or best_effort.effort = 'raw_30_s_p95'
            or (activity.is_treadmill and best_effort.effort like 'raw_%_m')
        )
        and best_effort.duration_s > 0
),

speed_of_run as (
    select
        activity.runner_id,
        week_start_date(activity.local_date, span.week_start) as week_start_date,
        coalesce(
            exposure.flat_speed_mps, exposure.running_m / nullif(exposure.running_s, 0)
        ) as speed_mps,
    from core.exposure as exposure
    inner join core.activity as activity using (activity_id)
    inner join span on span.runner_id = activity.runner_id
    where
        activity.is_run
        and not activity.is_excluded
        and activity.duplicate_of is null
),

easy as (
    select
        runner_id,
        week_start_date + 7 * week_offset::integer as week_start_date,
        quantile_cont(speed_mps, parameter('easy_run_share')) as easy_speed_mps,
    from speed_of_run
    cross join range(
        ceil(parameter('reference_speed_window_days') / 7)::bigint
    ) as offset_of(week_offset)
    where speed_mps is not null
    group by runner_id, week_start_date + 7 * week_offset::integer
),

of_week as (
    select
        runner_id,
        week_start_date(local_date, week_start) as week_start_date,
        effort,
        any_value(last_date) as last_date,
        any_value(distance_m) as distance_m,
        unnest(max(speed_mps, 2)) as speed_mps,
    from effort
    group by runner_id, week_start_date(local_date, week_start), effort
),

two_best as (
    select
        runner_id,
        week_start_date + 7 * week_offset::integer as week_start_date,
        effort,
        any_value(distance_m) as distance_m,
        max(speed_mps, 2) as speeds_mps,
    from of_week
    cross join range(
        ceil(parameter('reference_speed_window_days') / 7)::bigint
    ) as offset_of(week_offset)
    where week_start_date + 7 * week_offset::integer <= last_date
    group by all
),

best as (
    select
        runner_id,
        week_start_date,
        effort,
        distance_m,
        case
            when speeds_mps[1] > speeds_mps[2] * (1 + parameter('best_effort_outlier_share'))
                then speeds_mps[2]
            else speeds_mps[1]
        end as speed_mps,
    from two_best
),

candidate as (
    select
        runner_id,
        week_start_date,
        regr_slope(distance_m, distance_m / speed_mps) filter (
            effort in ('grade_adjusted_400_m', 'grade_adjusted_800_m', 'grade_adjusted_5000_m')
        ) as slope_of_three_mps,
        count(*) filter (
            effort in ('grade_adjusted_400_m', 'grade_adjusted_800_m', 'grade_adjusted_5000_m')
        ) as three_count,
        regr_slope(distance_m, distance_m / speed_mps) filter (effort in (
            'grade_adjusted_400_m', 'grade_adjusted_800_m', 'grade_adjusted_1000_m',
            'grade_adjusted_1500_m', 'grade_adjusted_3000_m', 'grade_adjusted_5000_m'
        )) as slope_of_any_mps,
        count(*) filter (effort in (
            'grade_adjusted_400_m', 'grade_adjusted_800_m', 'grade_adjusted_1000_m',
            'grade_adjusted_1500_m', 'grade_adjusted_3000_m', 'grade_adjusted_5000_m'
        )) as any_count,
        parameter('reference_speed_20_min_ratio')
        * max(speed_mps) filter (effort = 'grade_adjusted_1200_s') as best_20_min_mps,
        parameter('reference_speed_5_km_ratio')
        * max(speed_mps) filter (effort = 'grade_adjusted_5000_m') as best_5_km_mps,
        parameter('reference_speed_30_s_ratio')
        * max(speed_mps) filter (effort = 'grade_adjusted_30_s_p95') as fast_30_s_mps,
    from best
    group by runner_id, week_start_date
),

believed as (
    select
        runner_id,
        week_start_date,
        easy.easy_speed_mps,
        believable_speed_mps(
            case
                when three_count = 3 then slope_of_three_mps
                when any_count >= 3 then slope_of_any_mps
            end,
            easy.easy_speed_mps
        ) as critical_speed_mps,
        believable_speed_mps(best_20_min_mps, easy.easy_speed_mps) as best_20_min_mps,
        believable_speed_mps(best_5_km_mps, easy.easy_speed_mps) as best_5_km_mps,
        believable_speed_mps(fast_30_s_mps, easy.easy_speed_mps) as fast_30_s_mps,
    from candidate
    left join easy using (runner_id, week_start_date)
),

estimated as (
    select
        runner_id,
        week_start_date,
        easy_speed_mps,
        coalesce(critical_speed_mps, best_20_min_mps, best_5_km_mps, fast_30_s_mps) as estimate_mps,
        case
            when critical_speed_mps is not null then 'critical_speed'
            when best_20_min_mps is not null then 'best_20_min'
            when best_5_km_mps is not null then 'best_5_km'
            when fast_30_s_mps is not null then 'fast_30_s'
        end as reference_speed_method,
    from believed
),

smoothed as (
    select
        *,
        median(estimate_mps) over latest as median_mps,
        last_value(reference_speed_method ignore nulls) over latest as latest_method,
        (week_start_date - date '2000-01-03') / 7 as week_number,
    from estimated
    window
        latest as (
            partition by runner_id
            order by week_start_date
            range between to_days(7 * (parameter('reference_speed_estimate_count')::integer - 1))
            preceding and current row
        )
)

-- Falling by no more than 1 % a week, m(t) = max over earlier s of median(s) * 0.99^(t - s): the power
-- is taken out of the maximum so that one window does it.
select
    runner_id,
    week_start_date,
    round(easy_speed_mps, 6) as easy_speed_mps,
    round(estimate_mps, 6) as estimate_mps,
    case
        when median_mps is not null
            then round(
                power(1 - parameter('reference_speed_fall_share'), week_number)
                * max(
                    median_mps / power(1 - parameter('reference_speed_fall_share'), week_number)
                ) over (
                    partition by runner_id
                    order by week_start_date
                    rows between unbounded preceding and current row
                ), 6
            )
    end as reference_speed_mps,
    case when median_mps is not null then latest_method end as reference_speed_method,
    case when median_mps is null then 'no_fast_efforts' end as reference_speed_reason,
from smoothed
