-- One row per runner and day: the days up to it, summed. Flags look at these, since a rule should not wait
-- for the end of a week. Null where less than 80 % of the days are known, a run's distance is not, or the
-- descent or the speed asked for is known for less than 80 % of the moving time.
-- grain: runner_id, local_date
-- columns:
--   runner_id: the runner
--   local_date: local calendar day, the last of the days summed
--   distance_7d_m: distance of seven days
--   distance_28d_m: distance of 28 days
--   previous_7d_m: distance of the seven days before those
--   ramp_7d_ratio: seven days over the seven before; null: unknown, or those were under 10 km
--   descent_7d_m: metres lost in seven days
--   most_6w_descent_7d_m: most metres lost in any seven days of the six weeks before those
--   descent_6w_ratio: seven days over the most of the six weeks before; null: unknown, or under 100 m
--   fast_7d_s: fast and sprint time of seven days
--   previous_28d_fast_7d_s: mean of the four weeks before those
--   descent_7d_known_share: part of the moving time of the seven days of which descent is known, 0-1; null: nothing moved
--   fast_7d_known_share: part of it recorded in detail with a reference speed; null likewise
--   coverage_28d_share: known days of the last 28, 0-1; days before the first recording are not known
--   coverage: run, rest or unknown, of the day itself
-- source: Nielsen 2014 (seven over the seven before); Bontemps 2020 (descent); docs/evidence/metrics.md#weekly_ramp; docs/evidence/metrics.md#known_share
with day as (
    select
        *,
        coverage <> 'unknown' as is_known,
    from metric.recorded_day
),

summed as (
    select
        runner_id,
        local_date,
        coverage,
        sum(distance_m) over seven as distance_7d_m,
        sum(distance_m) over month as distance_28d_m,
        sum(descent_m) over seven as descent_7d_m,
        sum(fast_s + sprint_s) over seven as fast_7d_s,
        sum(unmeasured_run_count) over seven as unmeasured_7d_count,
        sum(unmeasured_run_count) over month as unmeasured_28d_count,
        count(*) filter (coverage = 'run') over seven as run_7d_count,
        count(descent_m) filter (coverage = 'run') over seven as descent_known_7d_count,
        count(fast_s) filter (coverage = 'run') over seven as fast_known_7d_count,
        sum(moving_s) over seven as moving_7d_s,
        sum(descent_known_s) over seven as descent_known_7d_s,
        sum(speed_known_s) over seven as fast_known_7d_s,
        count(*) filter (is_known) over seven as known_7d_count,
        count(*) filter (is_known) over month as known_28d_count,
    from day
    window
        seven as (
            partition by runner_id
            order by local_date
            rows between 6 preceding and current row
        ),
        month as (
            partition by runner_id
            order by local_date
            rows between 27 preceding and current row
        )
),

known as (
    select
        runner_id,
        local_date,
        coverage,
        case
            when
                known_7d_count >= 7 * parameter('coverage_least_share')
                and unmeasured_7d_count = 0
                then round(distance_7d_m, 3)
        end as distance_7d_m,
        case
            when
                known_28d_count >= 28 * parameter('coverage_least_share')
                and unmeasured_28d_count = 0
                then round(distance_28d_m, 3)
        end as distance_28d_m,
        case
            when
                known_7d_count >= 7 * parameter('coverage_least_share')
                and (run_7d_count = 0 or descent_known_7d_count > 0)
                then known_sum(round(descent_7d_m, 3), descent_known_7d_s, moving_7d_s)
        end as descent_7d_m,
        known_share(descent_known_7d_s, moving_7d_s) as descent_7d_known_share,
        case
            when
                known_7d_count >= 7 * parameter('coverage_least_share')
                and (run_7d_count = 0 or fast_known_7d_count > 0)
                then known_sum(round(fast_7d_s, 3), fast_known_7d_s, moving_7d_s)
        end as fast_7d_s,
        known_share(fast_known_7d_s, moving_7d_s) as fast_7d_known_share,
        round(known_28d_count / 28, 6) as coverage_28d_share,
    from summed
),

compared as (
    select
        *,
        lag(distance_7d_m, 7) over recent as previous_7d_m,
        max(descent_7d_m) over six_weeks as most_6w_descent_7d_m,
        count(descent_7d_m) over six_weeks as six_weeks_count,
        avg(fast_7d_s) over four_weeks as previous_28d_fast_7d_s,
        count(fast_7d_s) over four_weeks as four_weeks_count,
    from known
    window
        recent as (partition by runner_id order by local_date),
        six_weeks as (
            partition by runner_id
            order by local_date
            rows between 42 preceding and 7 preceding
        ),
        four_weeks as (
            partition by runner_id
            order by local_date
            rows between 28 preceding and 7 preceding
        )
)

select
    runner_id,
    local_date,
    distance_7d_m,
    distance_28d_m,
    previous_7d_m,
    case
        when previous_7d_m >= parameter('ramp_floor_m')
            then round(distance_7d_m / previous_7d_m, 6)
    end as ramp_7d_ratio,
    descent_7d_m,
    case
        when six_weeks_count >= 36 * parameter('coverage_least_share') then most_6w_descent_7d_m
    end as most_6w_descent_7d_m,
    case
        when
            six_weeks_count >= 36 * parameter('coverage_least_share')
            and descent_7d_m >= parameter('descent_floor_m')
            and most_6w_descent_7d_m > 0
            then round(descent_7d_m / most_6w_descent_7d_m, 6)
    end as descent_6w_ratio,
    fast_7d_s,
    case
        when four_weeks_count >= 22 * parameter('coverage_least_share')
            then round(previous_28d_fast_7d_s, 3)
    end as previous_28d_fast_7d_s,
    descent_7d_known_share,
    fast_7d_known_share,
    coverage_28d_share,
    coverage,
from compared
