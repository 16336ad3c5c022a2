-- One row per recorded running activity that counts, with the session it belongs to.
-- Left out: other sports, what the runner excluded, and second recordings of the same run. Of these its
-- totals may come, each from the first that tells it in the runner's order (core.merged_recording).
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
--   shoe_id: the shoe; null: not told
--   recorded_m: distance of this recording itself, whichever the total is from; null: unknown
--   recorded_s: time moving of this recording itself; null: unknown
--   has_stream: recorded in detail, not only as a summary
-- source: recordings less than 30 minutes apart are one session; docs/evidence/metrics.md#session
with activity as (
    select * from core.activity
),

merged as (
    select * from core.merged_recording
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
    coalesce(merged.motion_s, activity.motion_s, part.moving_s) as motion_s,
    case
        when merged.activity_id is null then activity.ascent_m else merged.ascent_m
    end as ascent_m,
    case
        when merged.activity_id is null then activity.descent_m else merged.descent_m
    end as descent_m,
    activity.altitude_source,
    coalesce(merged.heart_rate_bpm, activity.heart_rate_bpm) as heart_rate_bpm,
    coalesce(merged.cadence_spm, activity.cadence_spm) as cadence_spm,
    coalesce(
        merged.perceived_exertion_score, activity.perceived_exertion_score
    ) as perceived_exertion_score,
    activity.is_treadmill,
    coalesce(merged.shoe_id, activity.shoe_id) as shoe_id,
    part.recorded_m,
    part.recorded_s,
    activity.detail_level = 'stream' as has_stream,
from core.session_part as part
inner join activity using (activity_id)
left join merged using (activity_id)
