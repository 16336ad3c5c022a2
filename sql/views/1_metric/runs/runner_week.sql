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
with week as (
    select * from metric.week_distance
),

span as (
    select * from metric.runner_span
),

run as (
    select run.*,
    from metric.run as run
    inner join span using (runner_id)
    where run.local_date between span.first_date and span.last_date
),

summed as (
    select
        runner_id as summed_runner_id,
        week_start_date as summed_week_date,
        round(sum(moving_s), 3) as moving_s,
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
        (count(*) filter (has_stream))::integer as stream_run_count,
        sum((fast_s + sprint_s >= parameter('fast_run_least_s'))::integer)::integer
            as fast_run_count,
    from run
    group by runner_id, week_start_date
),

-- Zeros in a week off, nulls in a week that is not known.
joined as (
    select
        week.*,
        summed.*,
        case when week.run_count = 0 then 0 end as none,
    from week
    left join summed
        on week.runner_id = summed_runner_id and week.week_start_date = summed_week_date
)

select
    runner_id,
    week_start_date,
    distance_m,
    coalesce(moving_s, none) as moving_s,
    run_count,
    longest_run_m,
    coalesce(known_sum(ascent_m, ascent_known_s, moving_s), none) as ascent_m,
    coalesce(known_sum(descent_m, descent_known_s, moving_s), none) as descent_m,
    coalesce(known_sum(up_2_5_m, hills_known_s, moving_s), none) as up_2_5_m,
    coalesce(known_sum(up_5_10_m, hills_known_s, moving_s), none) as up_5_10_m,
    coalesce(known_sum(up_10_m, hills_known_s, moving_s), none) as up_10_m,
    coalesce(known_sum(flat_m, hills_known_s, moving_s), none) as flat_m,
    coalesce(known_sum(down_2_5_m, hills_known_s, moving_s), none) as down_2_5_m,
    coalesce(known_sum(down_5_10_m, hills_known_s, moving_s), none) as down_5_10_m,
    coalesce(known_sum(down_10_15_m, hills_known_s, moving_s), none) as down_10_15_m,
    coalesce(known_sum(down_15_m, hills_known_s, moving_s), none) as down_15_m,
    coalesce(known_sum(downhill_m, hills_known_s, moving_s), none) as downhill_m,
    coalesce(known_sum(downhill_weighted_m, hills_known_s, moving_s), none) as downhill_weighted_m,
    coalesce(known_sum(easy_s, speed_known_s, moving_s), none) as easy_s,
    coalesce(known_sum(moderate_s, speed_known_s, moving_s), none) as moderate_s,
    coalesce(known_sum(fast_s, speed_known_s, moving_s), none) as fast_s,
    coalesce(known_sum(sprint_s, speed_known_s, moving_s), none) as sprint_s,
    coalesce(known_sum(knee_load, knee_load_known_s, moving_s), none) as knee_load,
    known_share(ascent_known_s, moving_s) as ascent_known_share,
    known_share(descent_known_s, moving_s) as descent_known_share,
    known_share(hills_known_s, moving_s) as hills_known_share,
    known_share(speed_known_s, moving_s) as speed_known_share,
    known_share(knee_load_known_s, moving_s) as knee_load_known_share,
    coalesce(known_hills_m, none) as known_hills_m,
    coalesce(known_altitude_m, none) as known_altitude_m,
    unmeasured_run_count,
    coalesce(stream_run_count, none)::integer as stream_run_count,
    coalesce(known_sum(fast_run_count, speed_known_s, moving_s), none)::integer as fast_run_count,
    covered_day_count,
    last_run_date,
    is_complete,
    is_running,
from joined
