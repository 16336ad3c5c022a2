-- Running of one recorded run by speed in steps of 0.1 m/s, downhill apart (docs/evidence/metrics.md#speed_zones).
-- Zones against a reference speed, and the knee load against the runner's own line of cadence over
-- speed, then stay sums over these rows: load = cadence expected at the row's speed, squared, times
-- (load_term + gain * load_downhill_term). The low and high terms are the same with the ends of the
-- exponent's range, 1.6 and 2.8, in place of the square. A split without cadence takes the run's mean, if enough
-- of the run is known. Altitude that is not believed makes no downhill. Given: temp table staged_activity
-- (activity_id). Sums are over whole numbers, so that any order gives the same.
insert into core.speed_band by name
with believed as (
    select split.* replace (
        case when activity.altitude_doubt is null then split.grade_ratio end as grade_ratio
    )
    from core.split as split
    inner join core.activity as activity using (activity_id)
    where
        split.activity_id in (select activity_id from staged_activity)
        and not split.is_walking
        and split.moving_s > 0
),

running_split as (
    select
        split.*,
        floor(round(speed_mps * 10, 6))::integer as speed_band_index,
        coalesce(grade_ratio <= -parameter('flat_grade_ratio'), false) as is_downhill,
        case
            when exposure.step_count is not null
                then coalesce(cadence_spm, exposure.running_cadence_spm)
        end as counted_spm,
    from believed as split
    inner join core.exposure as exposure using (activity_id)
),

step as (
    select
        running_split.*,
        moving_s * counted_spm / 60 as step_count,
        case
            when is_downhill
                then least(abs(grade_ratio), parameter('brake_grade_limit_ratio'))
                / tan(radians(parameter('brake_grade_degrees')))
            else 0
        end as slope_weight,
        step_count / counted_spm ^ 2 as load_term,
        step_count / counted_spm ^ parameter('knee_load_step_length_exponent_low') as load_low_term,
        step_count / counted_spm ^ parameter('knee_load_step_length_exponent_high')
            as load_high_term,
    from running_split
)

select
    activity_id,
    runner_id,
    speed_band_index,
    is_downhill,
    round(sum((moving_s * 1e3)::bigint) / 1e3, 3) as moving_s,
    round(sum((distance_m * 1e3)::bigint) / 1e3, 3) as distance_m,
    round(sum((step_count * 1e12)::hugeint) / 1e12, 6) as step_count,
    round(sum((load_term * 1e18)::hugeint) / 1e18, 12) as load_term,
    round(sum((load_term * slope_weight * 1e18)::hugeint) / 1e18, 12) as load_downhill_term,
    round(sum((load_low_term * 1e18)::hugeint) / 1e18, 12) as load_low_term,
    round(sum((load_low_term * slope_weight * 1e18)::hugeint) / 1e18, 12) as load_downhill_low_term,
    round(sum((load_high_term * 1e21)::hugeint) / 1e21, 15) as load_high_term,
    round(sum((load_high_term * slope_weight * 1e21)::hugeint) / 1e21, 15) as load_downhill_high_term,
from step
group by activity_id, runner_id, speed_band_index, is_downhill;
