-- One row per recorded run with a stream and a reference speed: running time by speed zone, descents
-- left out.
-- grain: activity_id
-- columns:
--   activity_id: the recorded run
--   easy_s: running below 0.80 of the reference speed
--   moderate_s: running at 0.80 to 0.95 of the reference speed
--   fast_s: running at 0.95 to 1.15 of the reference speed
--   sprint_s: running at 1.15 of the reference speed and above
--   sprint_m: distance of that
-- source: docs/evidence/metrics.md#speed_zones
with reference as (
    select
        activity.activity_id,
        reference_speed.reference_speed_mps,
    from core.activity as activity
    inner join core.runner as runner using (runner_id)
    inner join metric.reference_speed as reference_speed
        on
            reference_speed.runner_id = activity.runner_id
            and reference_speed.week_start_date
            = week_start_date(activity.local_date, runner.week_start)
    where reference_speed.reference_speed_mps is not null
),

speed_band as (
    select
        activity_id,
        speed_band.moving_s,
        speed_band.distance_m,
        speed_band.distance_m
        / nullif(speed_band.moving_s, 0)
        / reference.reference_speed_mps as speed_ratio,
    from core.speed_band as speed_band
    inner join reference using (activity_id)
    where not speed_band.is_downhill
)

select
    activity_id,
    round(coalesce(sum(moving_s) filter (
        speed_ratio < parameter('speed_zone_moderate_ratio')
    ), 0), 3) as easy_s,
    round(coalesce(sum(moving_s) filter (
        speed_ratio >= parameter('speed_zone_moderate_ratio')
        and speed_ratio < parameter('speed_zone_fast_ratio')
    ), 0), 3) as moderate_s,
    round(coalesce(sum(moving_s) filter (
        speed_ratio >= parameter('speed_zone_fast_ratio')
        and speed_ratio < parameter('speed_zone_sprint_ratio')
    ), 0), 3) as fast_s,
    round(coalesce(sum(moving_s) filter (
        speed_ratio >= parameter('speed_zone_sprint_ratio')
    ), 0), 3) as sprint_s,
    round(coalesce(sum(distance_m) filter (
        speed_ratio >= parameter('speed_zone_sprint_ratio')
    ), 0), 3) as sprint_m,
from speed_band
group by activity_id
