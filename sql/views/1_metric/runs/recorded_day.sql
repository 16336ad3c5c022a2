-- One row per runner and day, days off included, from the first recorded activity of any sport to today:
-- sums of what is known of its runs, however little that is, and the moving time behind each. To be added up
-- over days; what may be told of a day is in metric.runner_day.
-- A day off is a rest day, with zeros, where another sport was recorded, where the runner confirmed it, or
-- where it lies between two recorded activities not further apart than six weeks. Else it is unknown, with
-- nulls: a watch that was not connected is not a rest.
-- grain: runner_id, local_date
-- columns:
--   runner_id: the runner
--   local_date: local calendar day
--   week_start_date: local first day of the runner's week
--   distance_m: distance of the day's runs; runs of unknown distance are left out, null: unknown
--   moving_s: time moving
--   run_count: runs of the day
--   longest_run_m: longest run of the day; 0 on a rest day
--   ascent_m: metres climbed, of runs with altitude; null: of none
--   descent_m: metres lost, of runs with altitude; null: of none
--   up_2_5_m: distance at +2 to +5 %, here and below of runs with altitude in detail; null: of none
--   up_5_10_m: distance at +5 to +10 %
--   up_10_m: distance steeper than +10 %
--   flat_m: distance between -2 and +2 %
--   down_2_5_m: distance at -2 to -5 %
--   down_5_10_m: distance at -5 to -10 %
--   down_10_15_m: distance at -10 to -15 %
--   down_15_m: distance steeper than -15 %
--   downhill_m: all distance at -2 % or steeper
--   downhill_weighted_m: the same, weighted by braking force; an upper bound for the knee
--   easy_s: running below 0.80 of the reference speed, here and below of runs with a stream, descents left out; null: of none
--   moderate_s: running at 0.80 to 0.95 of the reference speed
--   fast_s: running at 0.95 to 1.15 of the reference speed
--   sprint_s: running at 1.15 of the reference speed and above
--   knee_load: thousands of flat steps, of runs with cadence in detail; null: of none
--   ascent_known_s: moving time of the runs that ascent_m is over
--   descent_known_s: moving time of the runs that descent_m is over
--   hills_known_s: moving time of the runs that the bands are over
--   speed_known_s: moving time of the runs that the seconds by speed are over
--   knee_load_known_s: moving time of the runs that knee_load is over
--   known_hills_m: distance of runs with altitude in detail
--   known_altitude_m: distance of runs with altitude by barometer or map
--   unmeasured_run_count: runs of unknown distance
--   stream_run_count: runs recorded in detail
--   fast_run_count: runs with a minute or more of fast and sprint time, of runs with a stream; null: of none
--   coverage: run, rest or unknown
-- source: docs/evidence/metrics.md#known_share; docs/evidence/metrics.md#coverage
with run as (
    select * from metric.run
),

by_day as (
    select
        runner_id,
        local_date,
        round(sum(distance_m), 3) as distance_m,
        round(sum(moving_s), 3) as moving_s,
        count(*)::integer as run_count,
        max(distance_m) as longest_run_m,
        round(sum(ascent_m), 3) as ascent_m,
        round(sum(descent_m), 3) as descent_m,
        round(sum(up_2_5_m), 3) as up_2_5_m,
        round(sum(up_5_10_m), 3) as up_5_10_m,
        round(sum(up_10_m), 3) as up_10_m,
        round(sum(flat_m), 3) as flat_m,
        round(sum(down_2_5_m), 3) as down_2_5_m,
        round(sum(down_5_10_m), 3) as down_5_10_m,
        round(sum(down_10_15_m), 3) as down_10_15_m,
        round(sum(down_15_m), 3) as down_15_m,
        round(sum(downhill_m), 3) as downhill_m,
        round(sum(downhill_weighted_m), 3) as downhill_weighted_m,
        round(sum(easy_s), 3) as easy_s,
        round(sum(moderate_s), 3) as moderate_s,
        round(sum(fast_s), 3) as fast_s,
        round(sum(sprint_s), 3) as sprint_s,
        round(sum(knee_load), 6) as knee_load,
        round(
            coalesce(sum(ascent_known_s) filter (ascent_m is not null), 0), 3
        ) as ascent_known_s,
        round(
            coalesce(sum(descent_known_s) filter (descent_m is not null), 0), 3
        ) as descent_known_s,
        round(
            coalesce(sum(hills_known_s) filter (downhill_m is not null), 0), 3
        ) as hills_known_s,
        round(
            coalesce(sum(speed_known_s) filter (fast_s is not null), 0), 3
        ) as speed_known_s,
        round(
            coalesce(sum(knee_load_known_s) filter (knee_load is not null), 0), 3
        ) as knee_load_known_s,
        round(coalesce(sum(distance_m) filter (downhill_m is not null), 0), 3) as known_hills_m,
        round(coalesce(sum(distance_m) filter (
            altitude_source in ('barometric', 'corrected')
        ), 0), 3) as known_altitude_m,
        (count(*) filter (distance_m is null))::integer as unmeasured_run_count,
        (count(*) filter (has_stream))::integer as stream_run_count,
        sum((fast_s + sprint_s >= parameter('fast_run_least_s'))::integer)::integer
            as fast_run_count,
    from run
    group by runner_id, local_date
),

recorded as (
    select distinct
        runner_id,
        local_date,
        true as is_recorded,
    from core.activity
    where not is_excluded
),

confirmed as (
    select distinct
        runner_id,
        local_date,
        true as is_confirmed,
    from core.rest_day
),

day as (
    select
        runner_id,
        week_start,
        first_date + unnest(range(0, last_date - first_date + 1))::integer as local_date,
    from (
        select
            runner_id,
            week_start,
            first_date,
            last_date,
        from metric.runner_span
    )
),

neighboured as (
    select
        day.runner_id,
        day.week_start,
        day.local_date,
        confirmed.is_confirmed,
        max(case when recorded.is_recorded then day.local_date end) over (
            partition by day.runner_id
            order by day.local_date
            rows between unbounded preceding and current row
        ) as recorded_before,
        min(case when recorded.is_recorded then day.local_date end) over (
            partition by day.runner_id
            order by day.local_date
            rows between current row and unbounded following
        ) as recorded_after,
    from day
    left join recorded using (runner_id, local_date)
    left join confirmed using (runner_id, local_date)
),

covered as (
    select
        *,
        case
            when by_day.run_count > 0 then 'run'
            when
                is_confirmed
                or recorded_after - recorded_before <= parameter('coverage_gap_days')
                then 'rest'
            else 'unknown'
        end as coverage,
        case when coverage = 'rest' then 0 end as none,
    from neighboured
    left join by_day using (runner_id, local_date)
)

select
    runner_id,
    local_date,
    week_start_date(local_date, week_start) as week_start_date,
    coalesce(distance_m, none) as distance_m,
    coalesce(moving_s, none) as moving_s,
    coalesce(run_count, none)::integer as run_count,
    coalesce(longest_run_m, none) as longest_run_m,
    coalesce(ascent_m, none) as ascent_m,
    coalesce(descent_m, none) as descent_m,
    coalesce(up_2_5_m, none) as up_2_5_m,
    coalesce(up_5_10_m, none) as up_5_10_m,
    coalesce(up_10_m, none) as up_10_m,
    coalesce(flat_m, none) as flat_m,
    coalesce(down_2_5_m, none) as down_2_5_m,
    coalesce(down_5_10_m, none) as down_5_10_m,
    coalesce(down_10_15_m, none) as down_10_15_m,
    coalesce(down_15_m, none) as down_15_m,
    coalesce(downhill_m, none) as downhill_m,
    coalesce(downhill_weighted_m, none) as downhill_weighted_m,
    coalesce(easy_s, none) as easy_s,
    coalesce(moderate_s, none) as moderate_s,
    coalesce(fast_s, none) as fast_s,
    coalesce(sprint_s, none) as sprint_s,
    coalesce(knee_load, none) as knee_load,
    coalesce(ascent_known_s, none) as ascent_known_s,
    coalesce(descent_known_s, none) as descent_known_s,
    coalesce(hills_known_s, none) as hills_known_s,
    coalesce(speed_known_s, none) as speed_known_s,
    coalesce(knee_load_known_s, none) as knee_load_known_s,
    coalesce(known_hills_m, none) as known_hills_m,
    coalesce(known_altitude_m, none) as known_altitude_m,
    coalesce(unmeasured_run_count, none)::integer as unmeasured_run_count,
    coalesce(stream_run_count, none)::integer as stream_run_count,
    coalesce(fast_run_count, none)::integer as fast_run_count,
    coverage,
from covered
