-- One row per recording that counts and kind of number of a run: what it came with, or why nothing tells it.
-- grain: activity_id, field
-- columns:
--   runner_id: Our id of the runner
--   session_id: Our id of the run
--   activity_id: The recording of the run that counts
--   field: distance, time, climb, heart_rate, cadence, effort, shoe, contact, balance, oscillation, vertical_ratio, power, feel, or detail: all that is told second by second
--   from_activity_id: The recording that tells it; null if none does, or its runner typed it in
--   came_with: Archives and platforms it came with, with spaces between; file: by itself; typed: by its runner; null if nothing tells it
--   source: Kind of file or row; null if nothing tells it, or its runner typed it in
--   device: The watch or app; null if unknown
--   reason: Why nothing tells it: not_told, read_before, altitude_not_believed or only_totals; null if it is told
--   recording_count: Recordings of the run, second ones among them
-- source: metric.run_field, metric.session_effort
with recording as (
    select
        coalesce(duplicate_of, activity_id) as activity_id,
        count(*)::integer as recording_count,
    from core.activity
    where not is_excluded
    group by coalesce(duplicate_of, activity_id)
),

typed as (
    select session_id
    from metric.session_effort
    where exertion_source = 'typed'
),

told as (
    select
        field.*,
        field.field = 'effort' and typed.session_id is not null as is_typed,
    from metric.run_field as field
    left join typed using (session_id)
)

select
    runner_id,
    session_id,
    activity_id,
    field,
    case when not is_typed then from_activity_id end as from_activity_id,
    case when is_typed then 'typed' else came_with end as came_with,
    case when not is_typed then source end as source,
    case when not is_typed then device end as device,
    case when not is_typed then reason end as reason,
    recording.recording_count,
from told
inner join recording using (activity_id)
order by
    session_id,
    activity_id,
    field
