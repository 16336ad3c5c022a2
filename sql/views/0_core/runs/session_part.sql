-- One row per recorded running activity that counts, with the session it belongs to and no more than its
-- time and distance: the narrow part of core.session_activity.
-- grain: activity_id
-- columns:
--   runner_id: the runner
--   session_id: the run for the body: activity_id of its first activity
--   activity_id: the recorded activity
--   started_at: start, UTC
--   ended_at: end, UTC
--   local_date: the runner's local calendar day of the session's start
--   distance_m: distance, of the first recording of the run that tells it; null: unknown
--   moving_s: time moving by the watch's timer, likewise; null: unknown
--   recorded_m: distance of this recording itself: it decides whether this is a run; null: unknown
--   recorded_s: time moving of this recording itself; null: unknown
--   device: what recorded it; null: unknown
--   is_whole: the session is this recording alone
-- source: recordings less than 30 minutes apart are one session; docs/evidence/metrics.md#session
with counted as (
    select
        activity.runner_id,
        activity_id,
        started_at,
        started_at + to_microseconds(
            -- A watch that somebody forgot to stop is no run that goes on.
            (1e6 * coalesce(last_moved_s, elapsed_s, activity.moving_s, 0))::bigint
        ) as ended_at,
        local_date,
        coalesce(merged.distance_m, activity.distance_m) as distance_m,
        coalesce(merged.moving_s, activity.moving_s, activity.elapsed_s) as moving_s,
        activity.distance_m as recorded_m,
        coalesce(activity.moving_s, activity.elapsed_s) as recorded_s,
        device,
    from core.activity as activity
    left join core.merged_recording as merged using (activity_id)
    where
        is_run
        and not is_excluded
        and duplicate_of is null
),

placed as (
    select
        *,
        max(ended_at) over (
            partition by runner_id
            order by started_at, activity_id
            rows between unbounded preceding and 1 preceding
        ) as previous_ended_at,
        lead(started_at) over (
            partition by runner_id
            order by started_at, activity_id
        ) as next_started_at,
    from counted
),

parted as (
    select
        *,
        coalesce(
            epoch_us(started_at) - epoch_us(previous_ended_at)
            >= 1e6 * parameter('session_gap_s'),
            true
        ) as begins_session,
        begins_session
        and coalesce(
            epoch_us(next_started_at) - epoch_us(greatest(previous_ended_at, ended_at))
            >= 1e6 * parameter('session_gap_s'),
            true
        ) as is_whole,
    from placed
)

-- Nearly every run is one recording: only the others are held against their neighbours once more.
select
    runner_id,
    activity_id as session_id,
    activity_id,
    started_at,
    ended_at,
    local_date,
    distance_m,
    moving_s,
    recorded_m,
    recorded_s,
    device,
    is_whole,
from parted
where is_whole
union all
select
    runner_id,
    last_value(case when begins_session then activity_id end ignore nulls) over so_far
        as session_id,
    activity_id,
    started_at,
    ended_at,
    last_value(case when begins_session then local_date end ignore nulls) over so_far
        as local_date,
    distance_m,
    moving_s,
    recorded_m,
    recorded_s,
    device,
    is_whole,
from parted
where not is_whole
window
    so_far as (
        partition by runner_id
        order by started_at, activity_id
        rows between unbounded preceding and current row
    )
