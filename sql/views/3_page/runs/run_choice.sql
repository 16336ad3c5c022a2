-- One row per word of the runner that holds for a recorded activity, and since when.
-- A split, and a ride that counts, are said of a recording and hold for each of its parts.
-- grain: activity_id, field
-- columns:
--   runner_id: Our id of the runner
--   activity_id: Our id of the activity for which it holds
--   field: What was said: trim, split_at_s, keeps_ride, is_excluded, duplicate_of, sport, is_treadmill, is_altitude_right or recorder_is_run
--   value: As it was said; seconds for cuts; null for no other recording
--   said_at: When it was said, UTC
--   distance_m: What counts of the activity since, metres; null if unknown
--   source: Kind of file or platform it came from
--   device: The watch or app; null: not told
-- source: journal.activity_choice, core.activity; docs/evidence/metrics.md#recording
with

said as (
    select
        activity_id,
        field,
        value,
        saved_at,
    from journal.activity_choice
    where
        not is_deleted
        and field in (
            'trim',
            'split_at_s',
            'keeps_ride',
            'is_excluded',
            'duplicate_of',
            'sport',
            'is_treadmill',
            'is_altitude_right',
            'recorder_is_run'
        )
)

select
    activity.runner_id,
    activity.activity_id,
    said.field,
    said.value,
    said.saved_at as said_at,
    activity.distance_m,
    activity.source,
    activity.device,
from core.activity as activity
inner join said
    on said.activity_id = activity.activity_id
    or (
        said.activity_id = activity.part_of
        and said.field in ('split_at_s', 'keeps_ride')
    )
order by
    activity.activity_id,
    said.field
