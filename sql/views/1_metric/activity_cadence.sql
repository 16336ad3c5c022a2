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
--   knee_load_flat: the same if descents weighed nothing extra: the low end of what is plausible
-- source: evidence.md §5 (cad_adj, KLI); Hart 2022; Telhan 2010; Gottschall & Kram 2005
with activity as (
    select
        activity.activity_id,
        activity.runner_id,
        week_start_date(activity.local_date, runner.week_start) as week_start_date,
    from core.activity as activity
    inner join core.runner as runner using (runner_id)
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
        activity_id,
        usual.usual_speed_mps,
        power(
            usual.usual_intercept
            + usual.usual_slope * speed_band.distance_m / nullif(speed_band.moving_s, 0), 2
        ) as expected_squared,
        speed_band.load_term,
        speed_band.load_downhill_term,
    from core.speed_band as speed_band
    inner join activity using (activity_id)
    inner join usual on usual.runner_id = activity.runner_id
),

load as (
    select
        activity_id,
        any_value(usual_speed_mps) as usual_speed_mps,
        sum(expected_squared * load_term) as running_load,
        coalesce(sum(expected_squared * load_downhill_term), 0)
        * parameter('knee_load_downhill_gain') as downhill_load,
    from band
    group by activity_id
),

walked as (
    select
        activity_id,
        load.usual_speed_mps,
        load.running_load
        + coalesce(exposure.walking_step_count, 0) * parameter('knee_load_walking_step_ratio')
            as flat_load,
        load.downhill_load,
    from load
    inner join core.exposure as exposure using (activity_id)
)

select
    activity_id,
    coalesce(flat.block_count, 0) as block_count,
    round(flat.flat_speed_mps, 6) as flat_speed_mps,
    round(flat.flat_cadence_spm, 6) as flat_cadence_spm,
    round(
        flat.flat_cadence_spm - flat.slope * (flat.flat_speed_mps - walked.usual_speed_mps), 6
    ) as cadence_adjusted_spm,
    round(
        (walked.flat_load + walked.downhill_load) / parameter('knee_load_unit_count'), 6
    ) as knee_load,
    round(walked.flat_load / parameter('knee_load_unit_count'), 6) as knee_load_flat,
from walked
left join flat using (activity_id)
