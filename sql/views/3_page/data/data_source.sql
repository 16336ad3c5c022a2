-- One row per runner, source and device: what came from there, and until when.
-- grain: runner_id, source, device
-- columns:
--   runner_id: Our id of the runner
--   source: Kind of file, such as fit, gpx, tcx or strava_export
--   device: The watch or app that recorded it; null if the file does not say
--   first_date: First day recorded
--   last_date: Last day recorded
--   activity_count: Activities of any sport
--   run_count: Runs among them that count: of two recordings of a run one does
--   other_count: Activities of other sports
--   duplicate_count: Activities that another source has too and that count there
-- source: the imported files; docs/evidence/index.md#typed
select
    runner_id,
    source,
    device,
    min(local_date) as first_date,
    max(local_date) as last_date,
    count(*) as activity_count,
    count(*) filter (where is_run and duplicate_of is null) as run_count,
    count(*) filter (where not is_run) as other_count,
    count(*) filter (where duplicate_of is not null) as duplicate_count,
from core.activity
group by
    runner_id,
    source,
    device
order by
    last_date desc,
    source,
    device
