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
--   speed_mps: Distance over time in motion, metres a second; null if one is unknown
--   source: Kind of file it came from
--   device: The watch or app; null if the file does not say
--   reason: still_to_come (its date), too_far, too_fast (for anyone), faster_than_own (runs make possible) or sport_guessed (from speed alone)
--   is_asked_together: More recordings of that watch or app wait with the same reason, and the runner did not want to be asked one by one
-- source: core.activity, journal.activity_choice; docs/evidence/metrics.md#recording
with

activity as (
    select
        *,
        coalesce(device, '') as recorder,
    from core.activity
),

choice as (
    select *
    from journal.activity_choice
    where not is_deleted
),

answered as (
    select
        activity.runner_id,
        activity.source,
        activity.recorder,
        arg_max(choice.value, choice.saved_order) as answer,
    from choice
    inner join activity using (activity_id)
    where choice.field = 'recorder_is_run'
    group by activity.runner_id, activity.source, activity.recorder
),

waiting as (
    select
        activity.*,
        answered.answer,
        count(*) over (
            partition by
                activity.runner_id,
                activity.set_aside_reason,
                activity.source,
                activity.recorder
        ) as like_it_count,
    from activity
    left join answered using (runner_id, source, recorder)
    where
        activity.set_aside_reason is not null
        and activity.duplicate_of is null
        and activity.activity_id not in (
            select activity_id
            from choice
            where field = 'is_excluded'
        )
        and not (
            activity.set_aside_reason = 'sport_guessed'
            and coalesce(answered.answer, '') = 'false'
        )
)

select
    runner_id,
    activity_id,
    started_at,
    local_date,
    distance_m,
    moving_s,
    distance_m / nullif(coalesce(motion_s, moving_s, elapsed_s), 0) as speed_mps,
    source,
    device,
    set_aside_reason as reason,
    set_aside_reason = 'sport_guessed' and like_it_count > 1 and answer is null
        as is_asked_together,
from waiting
order by
    started_at desc,
    activity_id
