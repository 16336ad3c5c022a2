-- One row per run for the body, with everything that is known of it.
-- grain: session_id
-- columns:
--   runner_id: who ran
--   session_id: the run
--   started_at: start, UTC
--   local_date: the runner's local calendar day of the start
--   week_start_date: local first day of the runner's week
--   distance_m: distance; null: unknown
--   moving_s: time moving by the watch's timer
--   elapsed_s: from start to end, pauses included
--   ascent_m: metres climbed; null: no altitude for 80 % of the moving time
--   descent_m: metres lost; null likewise
--   speed_mps: distance over time in motion: a stop that the timer counted slows nobody
--   cadence_spm: mean, steps a minute of both feet; null: see cadence_reason
--   cadence_reason: why it is null: not_recorded, or not_running where the mean is outside 120 to 220; null: it is known
--   cadence_adjusted_spm: cadence on the flat brought to the runner's usual speed; null: no flat cadence
--   flat_cadence_spm: mean cadence on the flat as measured; null: no flat cadence
--   flat_speed_mps: mean speed there; null: no flat cadence
--   step_length_m: mean distance of a running step; null: no cadence
--   easy_s: running below 0.80 of the reference speed, descents left out; null, here and below: no stream for 80 % of the moving time
--   moderate_s: running at 0.80 to 0.95 of the reference speed, descents left out; null likewise
--   fast_s: running at 0.95 to 1.15 of the reference speed, descents left out; null likewise
--   sprint_s: running at 1.15 of the reference speed and above, descents left out; null likewise
--   sprint_m: distance of that; null likewise
--   up_2_5_m: distance at +2 to +5 %; null, here and below: no altitude in detail for 80 % of the moving time
--   up_5_10_m: distance at +5 to +10 %; null likewise
--   up_10_m: distance steeper than +10 %; null likewise
--   flat_m: distance between -2 and +2 %; null likewise
--   down_2_5_m: distance at -2 to -5 %; null likewise
--   down_5_10_m: distance at -5 to -10 %; null likewise
--   down_10_15_m: distance at -10 to -15 %; null likewise
--   down_15_m: distance steeper than -15 %; null likewise
--   downhill_m: all distance at -2 % or steeper; null likewise
--   downhill_weighted_m: the same, weighted by braking force: 1.23 at -5 %, 1.73 at -16 %; an upper bound for the knee; null likewise
--   downhill_s: time at -2 % or steeper; null likewise
--   knee_load: thousands of flat steps of own usual length; own history only, not tested against injury; null, here and below: no cadence in detail for 80 % of the moving time
--   knee_load_flat: the same if descents weighed nothing extra; null likewise
--   knee_load_steep: the same if descents weighed as much as braking force peaks grow; null likewise
--   knee_load_low: the least over the ranges of both weights, of descents and of step length; null likewise
--   knee_load_high: the most over both; null likewise
--   ascent_known_s: moving time of the parts whose climb is known; 0, here and below: none
--   descent_known_s: moving time of the parts whose descent is known
--   hills_known_s: moving time of the parts with altitude in detail
--   speed_known_s: moving time of the parts with a stream and a reference speed
--   knee_load_known_s: moving time of the parts with cadence in detail
--   heart_rate_bpm: mean heart rate; null: not recorded
--   perceived_exertion_score: how hard it felt, 0-10; null: not told
--   altitude_source: barometric, gps, corrected or none
--   hill_reason: why nothing finer than metres lost is told of its hills: treadmill, no_stream, no_altitude or gps_altitude; null: it is told
--   sport: as the source or the runner says
--   device: what recorded it; null: unknown
--   activity_count: how many recorded activities it is made of
--   has_stream: recorded in detail, not only as a summary
--   is_treadmill: on a treadmill: distance and cadence count, hills are unknown
-- source: weight of descents: Gottschall & Kram 2005; docs/evidence/metrics.md#days-and-weeks
with session as (
    select
        * exclude (cadence_spm),
        case
            when cadence_spm between parameter('cadence_believed_least_spm')
                and parameter('cadence_most_spm')
                then cadence_spm
        end as cadence_spm,
        case
            when cadence_spm is null then 'not_recorded'
            when cadence_spm not between parameter('cadence_believed_least_spm')
                and parameter('cadence_most_spm')
                then 'not_running'
        end as cadence_reason,
    from core.session
),

part as (
    select
        session_id,
        activity_id,
        session_activity.moving_s,
    from core.session_activity as session_activity
    inner join session using (session_id)
),

summed as (
    select
        part.session_id,
        sum(exposure.running_m) filter (exposure.step_count > 0)
        / sum(exposure.step_count) filter (exposure.step_count > 0) as step_length_m,
        round(sum(exposure.up_2_5_m), 3) as up_2_5_m,
        round(sum(exposure.up_5_10_m), 3) as up_5_10_m,
        round(sum(exposure.up_10_m), 3) as up_10_m,
        round(sum(exposure.flat_m), 3) as flat_m,
        round(sum(exposure.down_2_5_m), 3) as down_2_5_m,
        round(sum(exposure.down_5_10_m), 3) as down_5_10_m,
        round(sum(exposure.down_10_15_m), 3) as down_10_15_m,
        round(sum(exposure.down_15_m), 3) as down_15_m,
        round(sum(exposure.downhill_m), 3) as downhill_m,
        round(sum(exposure.downhill_weighted_m), 3) as downhill_weighted_m,
        round(sum(exposure.downhill_s), 3) as downhill_s,
        round(sum(speed.easy_s), 3) as easy_s,
        round(sum(speed.moderate_s), 3) as moderate_s,
        round(sum(speed.fast_s), 3) as fast_s,
        round(sum(speed.sprint_s), 3) as sprint_s,
        round(sum(speed.sprint_m), 3) as sprint_m,
        round(sum(cadence.knee_load), 6) as knee_load,
        round(sum(cadence.knee_load_flat), 6) as knee_load_flat,
        round(sum(cadence.knee_load_steep), 6) as knee_load_steep,
        round(sum(cadence.knee_load_low), 6) as knee_load_low,
        round(sum(cadence.knee_load_high), 6) as knee_load_high,
        round(sum(part.moving_s), 3) as moving_s,
        round(
            coalesce(sum(part.moving_s) filter (exposure.downhill_m is not null), 0), 3
        ) as hills_known_s,
        round(
            coalesce(sum(part.moving_s) filter (speed.fast_s is not null), 0), 3
        ) as speed_known_s,
        round(
            coalesce(sum(part.moving_s) filter (cadence.knee_load is not null), 0), 3
        ) as knee_load_known_s,
        nullif(sum(cadence.block_count), 0) as block_count,
        sum(cadence.flat_speed_mps * cadence.block_count) as flat_speed_sum,
        sum(cadence.flat_cadence_spm * cadence.block_count) as flat_cadence_sum,
        sum(cadence.cadence_adjusted_spm * cadence.block_count) as cadence_adjusted_sum,
    from part
    left join core.exposure as exposure using (activity_id)
    left join metric.activity_speed as speed using (activity_id)
    left join metric.activity_cadence as cadence using (activity_id)
    group by part.session_id
)

select
    session.runner_id,
    session_id,
    session.started_at,
    session.local_date,
    week_start_date(session.local_date, runner.week_start) as week_start_date,
    session.distance_m,
    session.moving_s,
    session.elapsed_s,
    session.ascent_m,
    session.descent_m,
    round(session.distance_m / nullif(session.motion_s, 0), 6) as speed_mps,
    session.cadence_spm,
    session.cadence_reason,
    round(summed.cadence_adjusted_sum / summed.block_count, 6) as cadence_adjusted_spm,
    round(summed.flat_cadence_sum / summed.block_count, 6) as flat_cadence_spm,
    round(summed.flat_speed_sum / summed.block_count, 6) as flat_speed_mps,
    round(coalesce(
        summed.step_length_m,
        60 * session.distance_m / nullif(session.motion_s, 0) / nullif(session.cadence_spm, 0)
    ), 6) as step_length_m,
    known_sum(summed.easy_s, summed.speed_known_s, summed.moving_s) as easy_s,
    known_sum(summed.moderate_s, summed.speed_known_s, summed.moving_s) as moderate_s,
    known_sum(summed.fast_s, summed.speed_known_s, summed.moving_s) as fast_s,
    known_sum(summed.sprint_s, summed.speed_known_s, summed.moving_s) as sprint_s,
    known_sum(summed.sprint_m, summed.speed_known_s, summed.moving_s) as sprint_m,
    known_sum(summed.up_2_5_m, summed.hills_known_s, summed.moving_s) as up_2_5_m,
    known_sum(summed.up_5_10_m, summed.hills_known_s, summed.moving_s) as up_5_10_m,
    known_sum(summed.up_10_m, summed.hills_known_s, summed.moving_s) as up_10_m,
    known_sum(summed.flat_m, summed.hills_known_s, summed.moving_s) as flat_m,
    known_sum(summed.down_2_5_m, summed.hills_known_s, summed.moving_s) as down_2_5_m,
    known_sum(summed.down_5_10_m, summed.hills_known_s, summed.moving_s) as down_5_10_m,
    known_sum(summed.down_10_15_m, summed.hills_known_s, summed.moving_s) as down_10_15_m,
    known_sum(summed.down_15_m, summed.hills_known_s, summed.moving_s) as down_15_m,
    known_sum(summed.downhill_m, summed.hills_known_s, summed.moving_s) as downhill_m,
    known_sum(summed.downhill_weighted_m, summed.hills_known_s, summed.moving_s)
        as downhill_weighted_m,
    known_sum(summed.downhill_s, summed.hills_known_s, summed.moving_s) as downhill_s,
    known_sum(summed.knee_load, summed.knee_load_known_s, summed.moving_s) as knee_load,
    known_sum(summed.knee_load_flat, summed.knee_load_known_s, summed.moving_s) as knee_load_flat,
    known_sum(summed.knee_load_steep, summed.knee_load_known_s, summed.moving_s) as knee_load_steep,
    known_sum(summed.knee_load_low, summed.knee_load_known_s, summed.moving_s) as knee_load_low,
    known_sum(summed.knee_load_high, summed.knee_load_known_s, summed.moving_s) as knee_load_high,
    session.ascent_known_s,
    session.descent_known_s,
    summed.hills_known_s,
    summed.speed_known_s,
    summed.knee_load_known_s,
    session.heart_rate_bpm,
    session.perceived_exertion_score,
    session.altitude_source,
    case
        when session.is_treadmill then 'treadmill'
        when not session.has_stream then 'no_stream'
        when session.altitude_source = 'none' or downhill_m is null then 'no_altitude'
        when session.altitude_source = 'gps' then 'gps_altitude'
    end as hill_reason,
    session.sport,
    session.device,
    session.activity_count,
    session.has_stream,
    session.is_treadmill,
from session
inner join core.runner as runner using (runner_id)
left join summed using (session_id)
