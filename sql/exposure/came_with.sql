-- What each recording of the runner came with, by every import that still stands for its original: so that the
-- order in which archives came changes nothing. What no import tells of names its platform itself.
-- Given: view brought (original_sha256, came_with); $runner_id.
update core.activity as activity
set came_with = told.came_with
from (
    select
        stored.activity_id,
        coalesce(
            brought.came_with,
            case when stored.source in ('fit', 'tcx', 'gpx') then 'file' else stored.source end
        ) as came_with,
    from core.activity as stored
    left join brought using (original_sha256)
    where stored.runner_id = $runner_id
) as told
where
    activity.activity_id = told.activity_id
    and activity.came_with is distinct from told.came_with;
