-- One row per run for the body, with how far and how long: the narrow part of metric.run, which ramps,
-- spikes and weeks rest on, so that none of them waits for hills, cadence and speed.
-- grain: session_id
-- columns:
--   runner_id: who ran
--   session_id: the run
--   started_at: start, UTC
--   local_date: the runner's local calendar day of the start
--   distance_m: distance; null: unknown
--   moving_s: time moving by the watch's timer
--   device: what recorded the longest part; null: unknown
-- source: docs/evidence/metrics.md#session
with part as (
    select * from core.session_part
),

merged as (
    select
        runner_id,
        session_id,
        min(started_at) as started_at,
        any_value(local_date) as local_date,
        round(sum(distance_m), 3) as distance_m,
        round(sum(moving_s), 3) as moving_s,
        round(sum(recorded_m), 3) as recorded_m,
        round(sum(recorded_s), 3) as recorded_s,
        first(device order by distance_m desc nulls last, started_at, activity_id) as device,
    from part
    where not is_whole
    group by runner_id, session_id
    union all
    select
        runner_id,
        session_id,
        started_at,
        local_date,
        round(distance_m, 3) as distance_m,
        round(moving_s, 3) as moving_s,
        round(recorded_m, 3) as recorded_m,
        round(recorded_s, 3) as recorded_s,
        device,
    from part
    where is_whole
)

select
    runner_id,
    session_id,
    started_at,
    local_date,
    distance_m,
    moving_s,
    device,
from merged
where
    coalesce(recorded_m >= parameter('run_least_m'), true)
    and coalesce(recorded_s >= parameter('run_least_s'), true)
