-- One row per recording that does not count until its runner says so, and why; what the runner has
-- decided on is asked no more.
-- grain: activity_id
-- columns:
--   runner_id: Our id of the runner
--   activity_id: Our id of the recording
--   started_at: Start, UTC
--   local_date: The runner's calendar day
--   distance_m: Distance, metres; null if unknown
--   moving_s: Time moving, seconds; null if unknown
--   reason: The sentence that says what about it no run can be
-- source: core.activity, journal.activity_choice; docs/evidence/metrics.md#recording
select
    runner_id,
    activity_id,
    started_at,
    local_date,
    distance_m,
    moving_s,
    set_aside_reason as reason,
from core.activity
where
    set_aside_reason is not null
    and duplicate_of is null
    and activity_id not in (
        select activity_id
        from journal.activity_choice
        where field = 'is_excluded' and not is_deleted
    )
order by
    started_at desc,
    activity_id
