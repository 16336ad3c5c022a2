-- One row per runner and day, days off included, from the first recorded activity of any sport to today.
-- A day off is a rest day, with zeros, where another sport was recorded, where the runner confirmed it, or
-- where it lies between two recorded activities not further apart than six weeks. Else it is unknown, with
-- nulls: a watch that was not connected is not a rest.
-- A sum that less than 80 % of the day's moving time stands behind is unknown.
-- grain: runner_id, local_date
-- columns:
--   runner_id: the runner
--   local_date: local calendar day
--   week_start_date: local first day of the runner's week
--   distance_m: distance of the day's runs; runs of unknown distance are left out, null: unknown
--   moving_s: time moving
--   run_count: runs of the day
--   longest_run_m: longest run of the day; 0 on a rest day
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
--   coverage: run, rest or unknown
-- source: docs/evidence/metrics.md#known_share; docs/evidence/metrics.md#coverage
with day as (
    select * from metric.recorded_day
)

select
    runner_id,
    local_date,
    week_start_date,
    distance_m,
    moving_s,
    run_count,
    longest_run_m,
    known_sum(ascent_m, ascent_known_s, moving_s) as ascent_m,
    known_sum(descent_m, descent_known_s, moving_s) as descent_m,
    known_sum(up_2_5_m, hills_known_s, moving_s) as up_2_5_m,
    known_sum(up_5_10_m, hills_known_s, moving_s) as up_5_10_m,
    known_sum(up_10_m, hills_known_s, moving_s) as up_10_m,
    known_sum(flat_m, hills_known_s, moving_s) as flat_m,
    known_sum(down_2_5_m, hills_known_s, moving_s) as down_2_5_m,
    known_sum(down_5_10_m, hills_known_s, moving_s) as down_5_10_m,
    known_sum(down_10_15_m, hills_known_s, moving_s) as down_10_15_m,
    known_sum(down_15_m, hills_known_s, moving_s) as down_15_m,
    known_sum(downhill_m, hills_known_s, moving_s) as downhill_m,
    known_sum(downhill_weighted_m, hills_known_s, moving_s) as downhill_weighted_m,
    known_sum(easy_s, speed_known_s, moving_s) as easy_s,
    known_sum(moderate_s, speed_known_s, moving_s) as moderate_s,
    known_sum(fast_s, speed_known_s, moving_s) as fast_s,
    known_sum(sprint_s, speed_known_s, moving_s) as sprint_s,
    known_sum(knee_load, knee_load_known_s, moving_s) as knee_load,
    known_share(ascent_known_s, moving_s) as ascent_known_share,
    known_share(descent_known_s, moving_s) as descent_known_share,
    known_share(hills_known_s, moving_s) as hills_known_share,
    known_share(speed_known_s, moving_s) as speed_known_share,
    known_share(knee_load_known_s, moving_s) as knee_load_known_share,
    known_hills_m,
    known_altitude_m,
    unmeasured_run_count,
    stream_run_count,
    known_sum(fast_run_count, speed_known_s, moving_s) as fast_run_count,
    coverage,
from day
