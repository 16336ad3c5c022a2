-- One row per recorded running activity that counts, with the session it belongs to.
-- Left out: other sports, what the runner excluded, and second recordings of the same run (their heart
-- rate, cadence and perceived exertion fill what the best recording lacks).
-- grain: activity_id
-- columns:
--   runner_id: who ran
--   session_id: the run for the body: activity_id of its first activity
--   activity_id: the recorded activity
--   started_at: start, UTC
--   ended_at: end, UTC
--   local_date: the runner's local calendar day of the session's start
--   sport: as the source or the runner says
--   device: what recorded it; null: unknown
--   distance_m: distance; null: unknown
--   moving_s: time moving by the watch's timer; null: unknown
--   motion_s: time in motion by the records, else by the timer; null: unknown
--   ascent_m: metres climbed; null: no altitude
--   descent_m: metres lost; null: no altitude
--   altitude_source: barometric, gps, corrected or none
--   heart_rate_bpm: mean heart rate; null: not recorded
--   cadence_spm: mean cadence, steps a minute of both feet; null: not recorded
--   perceived_exertion_score: how hard it felt, 0-10; null: not told
--   is_treadmill: recorded indoors on a treadmill
--   has_stream: recorded in detail, not only as a summary
-- source: recordings less than 30 minutes apart are one session; docs/evidence/metrics.md#session
with activity as (
    select * from core.activity
),

duplicate as (
    select
        duplicate_of as activity_id,
        arg_min(heart_rate_bpm, activity_id) as heart_rate_bpm,
        arg_min(cadence_spm, activity_id) as cadence_spm,
        arg_min(perceived_exertion_score, activity_id) as perceived_exertion_score,
    from activity
    where duplicate_of is not null and not is_excluded
    group by duplicate_of
),

counted as (
    select
        runner_id,
        activity_id,
        started_at,
        started_at + to_microseconds(
            -- A watch that somebody forgot to stop is no run that goes on.
            (1e6 * coalesce(last_moved_s, elapsed_s, moving_s, 0))::bigint
        ) as ended_at,
        local_date,
        sport,
        device,
        distance_m,
        coalesce(moving_s, elapsed_s) as moving_s,
        coalesce(motion_s, moving_s, elapsed_s) as motion_s,
        ascent_m,
        descent_m,
        altitude_source,
        coalesce(activity.heart_rate_bpm, duplicate.heart_rate_bpm) as heart_rate_bpm,
        coalesce(activity.cadence_spm, duplicate.cadence_spm) as cadence_spm,
        coalesce(
            activity.perceived_exertion_score, duplicate.perceived_exertion_score
        ) as perceived_exertion_score,
        is_treadmill,
        detail_level = 'stream' as has_stream,
    from activity
    left join duplicate using (activity_id)
    where
        is_run
        and not is_excluded
        and duplicate_of is null
),

preceded as (
    select
        *,
        max(ended_at) over (
            partition by runner_id
            order by started_at, activity_id
            rows between unbounded preceding and 1 preceding
        ) as previous_ended_at,
    from counted
),

numbered as (
    select
        *,
        count(*) filter (
            previous_ended_at is null
            or epoch_us(started_at) - epoch_us(previous_ended_at)
            >= 1e6 * parameter('session_gap_s')
        ) over (
            partition by runner_id
            order by started_at, activity_id
            rows between unbounded preceding and current row
        ) as session_index,
    from preceded
)

select
    runner_id,
    first_value(activity_id) over session as session_id,
    activity_id,
    started_at,
    ended_at,
    first_value(local_date) over session as local_date,
    sport,
    device,
    distance_m,
    moving_s,
    motion_s,
    ascent_m,
    descent_m,
    altitude_source,
    heart_rate_bpm,
    cadence_spm,
    perceived_exertion_score,
    is_treadmill,
    has_stream,
from numbered
window session as (partition by runner_id, session_index order by started_at, activity_id)
