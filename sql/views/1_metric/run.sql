-- One row per run for the body, with everything that is known of it.
-- grain: session_id
-- columns:
--   runner_id: who ran
--   session_id: the run
--   started_at: start, UTC
--   local_date: the runner's local calendar day of the start
--   week_start_date: local first day of the runner's week
--   distance_m: distance; null: unknown
--   moving_s: time moving
--   elapsed_s: from start to end, pauses included
--   ascent_m: metres climbed; null: no altitude
--   descent_m: metres lost; null: no altitude
--   speed_mps: distance over moving time
--   cadence_spm: mean, steps a minute of both feet; null: not recorded
--   cadence_adjusted_spm: cadence on the flat brought to the runner's usual speed; null: no flat cadence
--   step_length_m: mean distance of a running step; null: no cadence
--   fast_s: running at 0.95 to 1.15 of the reference speed, descents left out; null: no stream
--   sprint_s: running at 1.15 of the reference speed and above; null: no stream
--   downhill_m: distance at -2 % or steeper; null: no altitude in detail
--   downhill_weighted_m: the same, weighted by braking force; an upper bound for the knee
--   knee_load: thousands of flat steps of own usual length; own history only, not tested against injury
--   heart_rate_bpm: mean heart rate; null: not recorded
--   perceived_exertion_score: how hard it felt, 0-10; null: not told
--   altitude_source: barometric, gps, corrected or none
--   sport: as the source or the runner says
--   device: what recorded it; null: unknown
--   activity_count: how many recorded activities it is made of
--   has_stream: recorded in detail, not only as a summary
--   is_treadmill: on a treadmill: distance and cadence count, hills are unknown
-- source: evidence.md §1 to §5
with session as (
    select * from core.session
),

stepped as (
    select
        session_activity.session_id,
        sum(exposure.running_m) filter (exposure.step_count > 0)
        / sum(exposure.step_count) filter (exposure.step_count > 0) as step_length_m,
    from core.exposure as exposure
    inner join core.session_activity as session_activity using (activity_id)
    group by session_activity.session_id
)

select
    session.runner_id,
    session_id,
    session.started_at,
    session.local_date,
    week_start_date(session.local_date, span.week_start) as week_start_date,
    session.distance_m,
    session.moving_s,
    session.elapsed_s,
    session.ascent_m,
    session.descent_m,
    round(session.distance_m / nullif(session.moving_s, 0), 6) as speed_mps,
    session.cadence_spm,
    run_cadence.cadence_adjusted_spm,
    round(coalesce(
        stepped.step_length_m,
        60 * session.distance_m / nullif(session.moving_s, 0) / nullif(session.cadence_spm, 0)
    ), 6) as step_length_m,
    run_speed.fast_s,
    run_speed.sprint_s,
    run_hills.downhill_m,
    run_hills.downhill_weighted_m,
    run_load.knee_load,
    session.heart_rate_bpm,
    session.perceived_exertion_score,
    session.altitude_source,
    session.sport,
    session.device,
    session.activity_count,
    session.has_stream,
    session.is_treadmill,
from session
inner join metric.runner_span as span on span.runner_id = session.runner_id
left join stepped using (session_id)
left join metric.run_cadence as run_cadence using (session_id)
left join metric.run_speed as run_speed using (session_id)
left join metric.run_hills as run_hills using (session_id)
left join metric.run_load as run_load using (session_id)
