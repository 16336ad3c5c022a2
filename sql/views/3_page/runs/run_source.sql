-- One row per recording behind a run, second recordings of it among them: where each number is from.
-- grain: activity_id
-- columns:
--   runner_id: Our id of the runner
--   session_id: The run that the recording belongs to
--   activity_id: Our id of the recording
--   started_at: Start, UTC
--   source: Kind of file
--   came_with: Archives and platforms it came with, with spaces between; file: by itself
--   device: The watch or app; null if the file does not say
--   sport: As the file or the runner says
--   sport_rule: Whether the sport is the file's, guessed from speed, or the runner's
--   altitude_source: barometric, gps, corrected or none
--   altitude_doubt: Why its altitude is not believed: unlike_told, unlike_other_devices, rough or unreliable_device; null if it is
--   recorded_ascent_m: What the recording tells of climb, believed or not, metres; null without altitude
--   is_altitude_right: The runner says that its hills are real
--   cadence_rule: How cadence became steps a minute of both feet; null without cadence
--   detail_level: stream, or summary where only totals are known
--   distance_m: Distance, metres
--   moving_s: Time moving, seconds
--   is_treadmill: On a treadmill
--   duplicate_of: The recording that counts instead; null if this one counts
--   part_of: The recording that its runner cut, of which this is a later part; null: the first part, or all
--   ride_m: Metres by car that do not count; null: no ride
--   note: What was repaired, guessed or left out while reading; null if nothing
-- source: core.activity, core.session_activity, journal.activity_choice
with

counted as (
    select
        activity_id,
        session_id,
    from core.session_activity
),

trusted as (
    select
        activity_id,
        arg_max(value = 'true' and not is_deleted, saved_order) as is_altitude_right,
    from journal.activity_choice
    where field = 'is_altitude_right'
    group by activity_id
)

select
    activity.runner_id,
    counted.session_id,
    activity.activity_id,
    activity.started_at,
    activity.source,
    activity.came_with,
    activity.device,
    activity.sport,
    activity.sport_rule,
    activity.altitude_source,
    activity.altitude_doubt,
    activity.recorded_ascent_m,
    coalesce(trusted.is_altitude_right, false) as is_altitude_right,
    activity.cadence_rule,
    activity.detail_level,
    activity.distance_m,
    activity.moving_s,
    activity.is_treadmill,
    activity.duplicate_of,
    activity.part_of,
    activity.ride_m,
    activity.note,
from core.activity as activity
inner join counted
    on counted.activity_id = coalesce(activity.duplicate_of, activity.activity_id)
left join trusted on trusted.activity_id = activity.activity_id
where not activity.is_excluded
order by
    activity.started_at,
    activity.duplicate_of nulls first,
    activity.activity_id
