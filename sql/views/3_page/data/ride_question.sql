-- One row per recording that went on by car and of which its runner has said nothing yet: the ride
-- does not count meanwhile, and a part of it was run.
-- grain: activity_id
-- columns:
--   runner_id: Our id of the runner
--   activity_id: Our id of the recording
--   started_at: Start, UTC
--   local_date: The runner's calendar day
--   distance_m: What counts meanwhile, metres; null if unknown
--   ride_m: The ride, metres
--   run_part: Where the longest part beside the ride lies: first, last or middle
--   run_part_from_s: Where that part begins, seconds after the first record
--   run_part_until_s: Where that part ends, seconds after the first record
--   run_part_m: Length of that part, metres
-- source: core.activity, journal.activity_choice; docs/evidence/metrics.md#recording
select
    runner_id,
    activity_id,
    started_at,
    local_date,
    distance_m,
    ride_m,
    run_part,
    run_part_from_s,
    run_part_until_s,
    run_part_m,
from core.activity
where
    ride_m > 0
    and is_run
    and not is_excluded
    and set_aside_reason is null
    and duplicate_of is null
    and run_part_m >= parameter('run_least_m')
    and activity_id not in (
        select activity_id
        from journal.activity_choice
        where field in ('is_excluded', 'trim') and not is_deleted
    )
order by
    started_at desc,
    activity_id
