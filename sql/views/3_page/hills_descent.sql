-- One row per run with enough downhill: how fast it went down, and how long the steps were against what
-- the runner's own line expects on the flat at that speed. A watch cannot see braking.
-- grain: session_id
-- columns:
--   runner_id: Our id of the runner
--   session_id: Our id of the run
--   started_at: Start, UTC
--   local_date: The runner's calendar day
--   descent_m: Metres lost
--   downhill_m: Distance at -2 % or steeper, metres
--   downhill_speed_mps: Speed there, metres a second
--   flat_speed_mps: Speed on the flat of the same run, metres a second; null if there was little
--   step_length_m: Mean length of a downhill step, metres; null without cadence
--   step_length_ratio: That over what the own line expects on the flat at that speed; null without a line
--   altitude_source: barometric, gps (rough), corrected or none
-- source: evidence.md §3 (desc_step_ratio); Vernillo 2017, doi 10.1007/s40279-016-0605-y
with

terrain as (
    select
        session_activity.session_id,
        sum(exposure.downhill_m) as downhill_m,
        sum(exposure.downhill_s) as downhill_s,
        sum(exposure.flat_m) as flat_m,
        sum(exposure.flat_s) as flat_s,
    from core.exposure as exposure
    inner join core.session_activity as session_activity using (activity_id)
    group by session_activity.session_id
),

step as (
    select
        session_activity.session_id,
        sum(speed_band.distance_m) / sum(speed_band.step_count) as step_length_m,
        sum(speed_band.distance_m) / sum(speed_band.moving_s) as speed_mps,
    from core.speed_band as speed_band
    inner join core.session_activity as session_activity using (activity_id)
    where
        speed_band.is_downhill
        and speed_band.step_count > 0
    group by session_activity.session_id
)

select
    run.runner_id,
    session_id,
    run.started_at,
    run.local_date,
    run.descent_m,
    round(terrain.downhill_m, 3) as downhill_m,
    round(terrain.downhill_m / nullif(terrain.downhill_s, 0), 6) as downhill_speed_mps,
    case
        when terrain.flat_m >= parameter('descent_run_least_m')
            then round(terrain.flat_m / nullif(terrain.flat_s, 0), 6)
    end as flat_speed_mps,
    round(step.step_length_m, 6) as step_length_m,
    round(
        step.step_length_m
        * (reference.intercept + reference.slope * step.speed_mps)
        / (60 * step.speed_mps), 6
    ) as step_length_ratio,
    run.altitude_source,
from metric.run as run
inner join terrain using (session_id)
left join step using (session_id)
left join metric.cadence_reference as reference on reference.runner_id = run.runner_id
where terrain.downhill_m >= parameter('descent_run_least_m')
order by
    run.started_at desc,
    session_id
