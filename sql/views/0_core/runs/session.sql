-- One row per run for the body: running activities less than 30 minutes apart are one, second
-- recordings of the same run count once, and what is shorter than 500 m or 3 minutes is no run.
-- grain: session_id
-- columns:
--   runner_id: who ran
--   session_id: activity_id of the first activity of the run
--   started_at: start, UTC
--   ended_at: end of the last activity, UTC
--   local_date: the runner's local calendar day of the start
--   distance_m: distance of all parts; a part of unknown distance is left out, null: all unknown
--   moving_s: time moving by the watch's timer; null: unknown
--   motion_s: time in motion by the records, else by the timer; null: unknown
--   elapsed_s: from the first start to the last end, pauses included
--   ascent_m: metres climbed where altitude is known; null: for less than 80 % of the moving time
--   descent_m: metres lost where altitude is known; null likewise
--   ascent_known_s: moving time of the parts whose climb is known; 0: none
--   descent_known_s: moving time of the parts whose descent is known; 0: none
--   heart_rate_bpm: mean over moving time; null: not recorded
--   cadence_spm: mean over moving time, steps a minute of both feet; null: not recorded
--   perceived_exertion_score: how hard it felt, 0-10, the highest of the parts; null: not told
--   altitude_source: barometric, gps, corrected or none, of the longest part
--   sport: of the longest part
--   device: of the longest part; null: unknown
--   is_treadmill: all parts on a treadmill
--   has_stream: at least one part recorded in detail
--   activity_count: how many recorded activities it is made of
--   activity_ids: those activities, in order
-- source: docs/evidence/metrics.md#session
with session_activity as (
    select * from core.session_activity
),

merged as (
    select
        runner_id,
        session_id,
        min(started_at) as started_at,
        max(ended_at) as ended_at,
        any_value(local_date) as local_date,
        round(sum(distance_m), 3) as distance_m,
        round(sum(moving_s), 3) as moving_s,
        round(sum(motion_s), 3) as motion_s,
        round(sum(recorded_m), 3) as recorded_m,
        round(sum(recorded_s), 3) as recorded_s,
        round((epoch_us(max(ended_at)) - epoch_us(min(started_at))) / 1e6, 3) as elapsed_s,
        round(sum(ascent_m), 3) as ascent_m,
        round(sum(descent_m), 3) as descent_m,
        round(coalesce(sum(moving_s) filter (ascent_m is not null), 0), 3) as ascent_known_s,
        round(coalesce(sum(moving_s) filter (descent_m is not null), 0), 3) as descent_known_s,
        round(
            sum(heart_rate_bpm * moving_s)
            / sum(moving_s) filter (heart_rate_bpm is not null), 6
        ) as heart_rate_bpm,
        round(
            sum(cadence_spm * moving_s) / sum(moving_s) filter (cadence_spm is not null), 6
        ) as cadence_spm,
        max(perceived_exertion_score) as perceived_exertion_score,
        -- One sorted aggregate for three columns: it is the dearest of all here.
        first(
            struct_pack(altitude_source, sport, device)
            order by distance_m desc nulls last, started_at, activity_id
        ) as longest,
        bool_and(is_treadmill) as is_treadmill,
        bool_or(has_stream) as has_stream,
        count(*)::integer as activity_count,
        list(activity_id order by started_at, activity_id) as activity_ids,
    from session_activity
    group by runner_id, session_id
)

select
    runner_id,
    session_id,
    started_at,
    ended_at,
    local_date,
    distance_m,
    moving_s,
    motion_s,
    elapsed_s,
    known_sum(ascent_m, ascent_known_s, moving_s) as ascent_m,
    known_sum(descent_m, descent_known_s, moving_s) as descent_m,
    ascent_known_s,
    descent_known_s,
    heart_rate_bpm,
    cadence_spm,
    perceived_exertion_score,
    longest.altitude_source,
    longest.sport,
    longest.device,
    is_treadmill,
    has_stream,
    activity_count,
    activity_ids,
from merged
where
    -- By the recording that counts: no order of sources makes a run of what is none.
    coalesce(recorded_m >= parameter('run_least_m'), true)
    and coalesce(recorded_s >= parameter('run_least_s'), true)
