-- One row per runner and week, empty weeks included, from the first recorded week to the present one.
-- What was recorded is always shown, so a week that still runs shows its kilometres so far. A week without
-- a run is 0 where at least 80 % of its days that could be known are; else it is null. Comparisons between
-- weeks look at is_complete. A sum that less than 80 % of the week's moving time stands behind is unknown,
-- so that a week recorded in part is no drop.
-- grain: runner_id, week_start_date
-- columns:
--   runner_id: the runner
--   week_start_date: local first day of the week, monday or sunday as the runner has it
--   distance_m: distance of the week's runs; 0: a week off, null: unknown
--   moving_s: time moving
--   run_count: runs of the week
--   longest_run_m: longest run of the week; 0: a week off
--   ascent_m: metres climbed, of runs with altitude; null, here and below: unknown for more than a fifth of the moving time
--   descent_m: metres lost, of runs with altitude
--   up_2_5_m: distance at +2 to +5 %, here and below of runs with altitude in detail
--   up_5_10_m: distance at +5 to +10 %
--   up_10_m: distance steeper than +10 %
--   flat_m: distance between -2 and +2 %
--   down_2_5_m: distance at -2 to -5 %
--   down_5_10_m: distance at -5 to -10 %
--   down_10_15_m: distance at -10 to -15 %
--   down_15_m: distance steeper than -15 %
--   downhill_m: all distance at -2 % or steeper
--   downhill_weighted_m: the same, weighted by braking force; an upper bound for the knee
--   easy_s: running below 0.80 of the reference speed, here and below of runs with a stream, descents left out
--   moderate_s: running at 0.80 to 0.95 of the reference speed
--   fast_s: running at 0.95 to 1.15 of the reference speed
--   sprint_s: running at 1.15 of the reference speed and above
--   knee_load: thousands of flat steps, of runs with cadence in detail
--   ascent_known_share: part of the moving time of which ascent_m is known, 0-1; null, here and below: nothing moved
--   descent_known_share: part of it of which descent_m is known
--   hills_known_share: part of it with altitude in detail, which the bands are over
--   speed_known_share: part of it recorded in detail with a reference speed, which the seconds by speed are over
--   knee_load_known_share: part of it with cadence in detail, which knee_load is over
--   known_hills_m: distance of runs with altitude in detail
--   known_altitude_m: distance of runs with altitude by barometer or map
--   unmeasured_run_count: runs of unknown distance
--   stream_run_count: runs recorded in detail
--   fast_run_count: runs with a minute or more of fast and sprint time, of runs with a stream; null as for the seconds by speed
--   covered_day_count: days with a run or a known rest, of seven
--   last_run_date: local day of the week's last run; null: none
--   is_complete: at least 80 % of the seven days are known, and the distance of every run
--   is_running: the week is not over
-- source: docs/evidence/metrics.md#known_share; docs/evidence/metrics.md#weekly_distance
with day as (
    select * from metric.recorded_day
),

span as (
    select * from metric.runner_span
),

summed as (
    select
        day.runner_id,
        day.week_start_date,
        round(sum_of_runs(day.distance_m, day.coverage), 3) as distance_m,
        round(sum_of_runs(day.moving_s, day.coverage), 3) as moving_s,
        sum(day.run_count)::integer as run_count,
        max(day.longest_run_m) as longest_run_m,
        round(sum_of_runs(day.ascent_m, day.coverage), 3) as ascent_m,
        round(sum_of_runs(day.descent_m, day.coverage), 3) as descent_m,
        round(sum_of_runs(day.up_2_5_m, day.coverage), 3) as up_2_5_m,
        round(sum_of_runs(day.up_5_10_m, day.coverage), 3) as up_5_10_m,
        round(sum_of_runs(day.up_10_m, day.coverage), 3) as up_10_m,
        round(sum_of_runs(day.flat_m, day.coverage), 3) as flat_m,
        round(sum_of_runs(day.down_2_5_m, day.coverage), 3) as down_2_5_m,
        round(sum_of_runs(day.down_5_10_m, day.coverage), 3) as down_5_10_m,
        round(sum_of_runs(day.down_10_15_m, day.coverage), 3) as down_10_15_m,
        round(sum_of_runs(day.down_15_m, day.coverage), 3) as down_15_m,
        round(sum_of_runs(day.downhill_m, day.coverage), 3) as downhill_m,
        round(sum_of_runs(day.downhill_weighted_m, day.coverage), 3) as downhill_weighted_m,
        round(sum_of_runs(day.easy_s, day.coverage), 3) as easy_s,
        round(sum_of_runs(day.moderate_s, day.coverage), 3) as moderate_s,
        round(sum_of_runs(day.fast_s, day.coverage), 3) as fast_s,
        round(sum_of_runs(day.sprint_s, day.coverage), 3) as sprint_s,
        round(sum_of_runs(day.knee_load, day.coverage), 6) as knee_load,
        round(sum_of_runs(day.ascent_known_s, day.coverage), 3) as ascent_known_s,
        round(sum_of_runs(day.descent_known_s, day.coverage), 3) as descent_known_s,
        round(sum_of_runs(day.hills_known_s, day.coverage), 3) as hills_known_s,
        round(sum_of_runs(day.speed_known_s, day.coverage), 3) as speed_known_s,
        round(sum_of_runs(day.knee_load_known_s, day.coverage), 3) as knee_load_known_s,
        round(sum_of_runs(day.known_hills_m, day.coverage), 3) as known_hills_m,
        round(sum_of_runs(day.known_altitude_m, day.coverage), 3) as known_altitude_m,
        sum(day.unmeasured_run_count)::integer as unmeasured_run_count,
        sum(day.stream_run_count)::integer as stream_run_count,
        sum_of_runs(day.fast_run_count, day.coverage)::integer as fast_run_count,
        (count(*) filter (day.coverage <> 'unknown'))::integer as covered_day_count,
        (count(*) filter (day.local_date <= span.last_recorded_date))::integer
            as knowable_day_count,
        max(day.local_date) filter (day.coverage = 'run') as last_run_date,
        any_value(span.last_date) < day.week_start_date + 7 as is_running,
    from day
    inner join span using (runner_id)
    group by day.runner_id, day.week_start_date
),

judged as (
    select
        *,
        run_count > 0
        or covered_day_count >= greatest(
            parameter('coverage_least_share') * knowable_day_count, 1
        ) as is_known,
    from summed
)

select
    runner_id,
    week_start_date,
    case when is_known then distance_m end as distance_m,
    case when is_known then moving_s end as moving_s,
    case when is_known then run_count end as run_count,
    case when is_known then longest_run_m end as longest_run_m,
    case when is_known then known_sum(ascent_m, ascent_known_s, moving_s) end as ascent_m,
    case when is_known then known_sum(descent_m, descent_known_s, moving_s) end as descent_m,
    case when is_known then known_sum(up_2_5_m, hills_known_s, moving_s) end as up_2_5_m,
    case when is_known then known_sum(up_5_10_m, hills_known_s, moving_s) end as up_5_10_m,
    case when is_known then known_sum(up_10_m, hills_known_s, moving_s) end as up_10_m,
    case when is_known then known_sum(flat_m, hills_known_s, moving_s) end as flat_m,
    case when is_known then known_sum(down_2_5_m, hills_known_s, moving_s) end as down_2_5_m,
    case when is_known then known_sum(down_5_10_m, hills_known_s, moving_s) end as down_5_10_m,
    case when is_known then known_sum(down_10_15_m, hills_known_s, moving_s) end as down_10_15_m,
    case when is_known then known_sum(down_15_m, hills_known_s, moving_s) end as down_15_m,
    case when is_known then known_sum(downhill_m, hills_known_s, moving_s) end as downhill_m,
    case when is_known then known_sum(downhill_weighted_m, hills_known_s, moving_s) end
        as downhill_weighted_m,
    case when is_known then known_sum(easy_s, speed_known_s, moving_s) end as easy_s,
    case when is_known then known_sum(moderate_s, speed_known_s, moving_s) end as moderate_s,
    case when is_known then known_sum(fast_s, speed_known_s, moving_s) end as fast_s,
    case when is_known then known_sum(sprint_s, speed_known_s, moving_s) end as sprint_s,
    case when is_known then known_sum(knee_load, knee_load_known_s, moving_s) end as knee_load,
    case when is_known then known_share(ascent_known_s, moving_s) end as ascent_known_share,
    case when is_known then known_share(descent_known_s, moving_s) end as descent_known_share,
    case when is_known then known_share(hills_known_s, moving_s) end as hills_known_share,
    case when is_known then known_share(speed_known_s, moving_s) end as speed_known_share,
    case when is_known then known_share(knee_load_known_s, moving_s) end as knee_load_known_share,
    case when is_known then known_hills_m end as known_hills_m,
    case when is_known then known_altitude_m end as known_altitude_m,
    case when is_known then unmeasured_run_count end as unmeasured_run_count,
    case when is_known then stream_run_count end as stream_run_count,
    case when is_known then known_sum(fast_run_count, speed_known_s, moving_s) end as fast_run_count,
    covered_day_count,
    last_run_date,
    covered_day_count >= 7 * parameter('coverage_least_share')
    and coalesce(unmeasured_run_count, 0) = 0 as is_complete,
    is_running,
from judged
