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
)

select
    part.runner_id,
    part.session_id,
    part.activity_id,
    part.started_at,
    part.ended_at,
    part.local_date,
    activity.sport,
    part.device,
    part.distance_m,
    part.moving_s,
    coalesce(activity.motion_s, part.moving_s) as motion_s,
    activity.ascent_m,
    activity.descent_m,
    activity.altitude_source,
    coalesce(activity.heart_rate_bpm, duplicate.heart_rate_bpm) as heart_rate_bpm,
    coalesce(activity.cadence_spm, duplicate.cadence_spm) as cadence_spm,
    coalesce(
        activity.perceived_exertion_score, duplicate.perceived_exertion_score
    ) as perceived_exertion_score,
    activity.is_treadmill,
    activity.detail_level = 'stream' as has_stream,
from core.session_part as part
inner join activity using (activity_id)
left join duplicate using (activity_id)
