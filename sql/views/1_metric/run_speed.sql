-- One row per run with a stream and a reference speed: running time by speed zone, descents left out.
-- grain: session_id
-- columns:
--   session_id: the run
--   easy_s: running below 0.80 of the reference speed
--   moderate_s: running at 0.80 to 0.95 of the reference speed
--   fast_s: running at 0.95 to 1.15 of the reference speed
--   sprint_s: running at 1.15 of the reference speed and above
-- source: evidence.md §4 (zones, our choice of edges)
with session_activity as (
    select
        session_activity.activity_id,
        session_activity.session_id,
        session_activity.runner_id,
        week_start_date(session_activity.local_date, span.week_start) as week_start_date,
    from core.session_activity as session_activity
    inner join metric.runner_span as span using (runner_id)
),

speed_band as (
    select
        session_activity.session_id,
        speed_band.moving_s,
        speed_band.distance_m
        / nullif(speed_band.moving_s, 0)
        / reference_speed.reference_speed_mps as speed_ratio,
    from core.speed_band as speed_band
    inner join session_activity using (activity_id)
    inner join metric.reference_speed as reference_speed
        on
            reference_speed.runner_id = session_activity.runner_id
            and reference_speed.week_start_date = session_activity.week_start_date
    where not speed_band.is_downhill
)

select
    session_id,
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
from speed_band
group by session_id
