-- One row per recording that does not count as a run although it may be one, and why.
-- grain: activity_id
-- columns:
--   runner_id: Our id of the runner
--   activity_id: Our id of the recording
--   started_at: Start, UTC
--   local_date: The runner's calendar day
--   sport: As the file or the runner says
--   distance_m: Distance, metres; null if unknown
--   moving_s: Time moving, seconds; null if unknown
--   source: Kind of file it came from
--   reason: set_aside (no run can be that, and its runner has not said), excluded (the runner's decision), duplicate, other_sport (guessed or chosen) or too_short
--   is_doubted: Something speaks against it, so that it counts by the runner's word alone
-- source: core.activity, page.set_aside; docs/evidence/index.md#typed
with

activity as (
    select
        *,
        case
            when
                is_excluded
                and activity_id in (select activity_id from page.set_aside)
                then 'set_aside'
            -- A second recording is not asked about, so that nobody has left it out.
            when is_excluded and (set_aside_reason is null or duplicate_of is null) then 'excluded'
            when duplicate_of is not null then 'duplicate'
            when not is_run and sport_rule <> 'file' then 'other_sport'
            when
                is_run
                and (
                    distance_m < parameter('run_least_m')
                    or moving_s < parameter('run_least_s')
                )
                then 'too_short'
        end as reason,
    from core.activity
)

select
    runner_id,
    activity_id,
    started_at,
    local_date,
    sport,
    distance_m,
    moving_s,
    source,
    reason,
    set_aside_reason is not null as is_doubted,
from activity
where reason is not null
order by
    started_at desc,
    activity_id
