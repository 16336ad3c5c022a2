-- One row per recorded run of a runner with cadence: what its steps say, measured by the runner's own
-- lines of cadence over speed.
-- Knee load counts steps: longer ones than the line expects weigh by the square, downhill ones more,
-- walking ones 0.17. Relative to the own history only, never tested against pain or injury. It has no
-- term for speed: quicker running takes fewer steps for the distance.
-- grain: activity_id
-- columns:
--   activity_id: the recorded run
--   block_count: flat 30-second blocks of it; 0: none
--   flat_speed_mps: mean speed of those; null: none
--   flat_cadence_spm: mean cadence of those; null: none
--   cadence_adjusted_spm: what that would have been at the runner's usual speed; null: none
--   knee_load: thousands of flat steps of the usual length; null: no cadence in detail, or no line yet
--   knee_load_flat: the same if descents weighed nothing extra
--   knee_load_steep: the same if descents weighed as much as braking force peaks grow
--   knee_load_low: the least over the ranges of both weights, of descents and of step length
--   knee_load_high: the most over both
-- source: Hart 2022; Telhan 2010; Gottschall & Kram 2005; docs/evidence/metrics.md#knee_load
with activity as (
    select
        activity.activity_id,
        activity.runner_id,
        week_start_date(activity.local_date, runner.week_start) as week_start_date,
    from core.activity as activity
    inner join core.runner as runner using (runner_id)
    where activity.is_run
),

line as (
    select * from metric.cadence_line
),

usual as (
    select distinct
        runner_id,
        usual_speed_mps,
        usual_slope,
        usual_intercept,
    from line
),

flat as (
    select
        activity_id,
        block.block_count,
        block.sum_speed_mps / nullif(block.block_count, 0) as flat_speed_mps,
        block.sum_cadence_spm / nullif(block.block_count, 0) as flat_cadence_spm,
        line.slope,
    from core.cadence_block as block
    inner join activity using (activity_id)
    inner join line
        on
            line.runner_id = activity.runner_id
            and line.week_start_date = activity.week_start_date
),

band as (
    select
        band.*,
        usual.usual_intercept
        + usual.usual_slope * band.distance_m / nullif(band.moving_s, 0) as expected_spm,
    from core.speed_band as band
    inner join activity using (activity_id)
    inner join usual on usual.runner_id = activity.runner_id
),

load as (
    select
        activity_id,
        sum(power(expected_spm, 2) * load_term) as running_load,
        sum(power(expected_spm, 2) * load_downhill_term) as downhill_load,
        sum(
            power(expected_spm, parameter('knee_load_step_length_exponent_low')) * load_low_term
        ) as running_low_load,
        sum(
            power(expected_spm, parameter('knee_load_step_length_exponent_low'))
            * load_downhill_low_term
        ) as downhill_low_load,
        sum(
            power(expected_spm, parameter('knee_load_step_length_exponent_high')) * load_high_term
        ) as running_high_load,
        sum(
            power(expected_spm, parameter('knee_load_step_length_exponent_high'))
            * load_downhill_high_term
        ) as downhill_high_load,
    from band
    group by activity_id
),

weighted as (
    select
        activity_id,
        load.running_load
        + parameter('knee_load_downhill_gain') * coalesce(load.downhill_load, 0) as middle_load,
        load.running_load
        + parameter('knee_load_downhill_gain_low') * coalesce(load.downhill_load, 0) as flat_load,
        load.running_load
        + parameter('knee_load_downhill_gain_high') * coalesce(load.downhill_load, 0) as steep_load,
        load.running_low_load
        + parameter('knee_load_downhill_gain_low') * load.downhill_low_load as least_low_load,
        load.running_high_load
        + parameter('knee_load_downhill_gain_low') * load.downhill_high_load as least_high_load,
        load.running_low_load
        + parameter('knee_load_downhill_gain_high') * load.downhill_low_load as most_low_load,
        load.running_high_load
        + parameter('knee_load_downhill_gain_high') * load.downhill_high_load as most_high_load,
        parameter('knee_load_walking_step_ratio') * coalesce(exposure.walking_step_count, 0)
            as walking_load,
    from load
    left join core.exposure as exposure using (activity_id)
)

select
    activity_id,
    coalesce(flat.block_count, 0) as block_count,
    round(flat.flat_speed_mps, 6) as flat_speed_mps,
    round(flat.flat_cadence_spm, 6) as flat_cadence_spm,
    round(
        flat.flat_cadence_spm - flat.slope * (flat.flat_speed_mps - usual.usual_speed_mps), 6
    ) as cadence_adjusted_spm,
    knee_load(weighted.middle_load, weighted.walking_load) as knee_load,
    knee_load(weighted.flat_load, weighted.walking_load) as knee_load_flat,
    knee_load(weighted.steep_load, weighted.walking_load) as knee_load_steep,
    case
        when weighted.least_low_load is not null
            then knee_load(
                least(weighted.flat_load, weighted.least_low_load, weighted.least_high_load),
                weighted.walking_load
            )
    end as knee_load_low,
    case
        when weighted.most_low_load is not null
            then knee_load(
                greatest(weighted.steep_load, weighted.most_low_load, weighted.most_high_load),
                weighted.walking_load
            )
    end as knee_load_high,
from activity
inner join usual using (runner_id)
left join flat using (activity_id)
left join weighted using (activity_id)
