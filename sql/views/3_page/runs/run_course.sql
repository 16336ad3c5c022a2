-- One row per piece of a recorded run: how far it goes, and how much was lost up to its end.
-- grain: activity_id, split_index
-- columns:
--   runner_id: Our id of the runner
--   activity_id: Our id of the recording
--   split_index: Place in the run, from 0
--   until_m: Where the piece ends, metres into the run
--   descent_m: Metres lost from the start up to there; null once altitude is unknown, or where it is by GPS only, or not believed
-- source: core.split; docs/evidence/metrics.md#climb
with

trusted as (
    select activity_id
    from core.activity
    where
        altitude_source in ('barometric', 'corrected')
        and altitude_doubt is null
        and not coalesce(is_treadmill, false)
),

lost as (
    select
        split.runner_id,
        activity_id,
        split.split_index,
        sum(split.distance_m) over until_here as until_m,
        sum(greatest(-split.altitude_change_m, 0)) over until_here as descent_m,
        count(split.altitude_change_m) over until_here = count(*) over until_here
        and trusted.activity_id is not null as is_known,
    from core.split as split
    left join trusted using (activity_id)
    window
        until_here as (
            partition by activity_id
            order by split.split_index
        )
)

select
    runner_id,
    activity_id,
    split_index,
    round(until_m, 3) as until_m,
    case when is_known then round(descent_m, 3) end as descent_m,
from lost
order by
    activity_id,
    split_index
