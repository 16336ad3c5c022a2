-- One row per runner, the same for all: what steps one protocol step quicker mean for the knee at the same speed, as
-- an estimate with its range, and what one trial measured. Not a promise for one runner.
-- grain: runner_id
-- columns:
--   runner_id: Our id of the runner
--   step_share: How much quicker the steps are, a share
--   per_step_share: Change of the load of one step, a share; negative is less
--   per_step_least_share: The same at the cautious end of the range
--   per_step_most_share: The same at the other end
--   per_km_share: Change of the load of a kilometre, the extra steps counted
--   per_km_least_share: The same at the cautious end of the range
--   per_km_most_share: The same at the other end
--   seed_small_share: How much less energy the knee took up a step with 5 % quicker steps, in one study
--   seed_large_share: The same with twice that
--   twice_step_share: How much quicker twice that is
--   seed_runner_count: Runners of that study
--   trial_step_share: How much quicker the runners of a trial stepped
--   trial_per_km_share: How much less braking work their knees did a kilometre, a share
-- source: Heiderscheit 2011; Willson 2014; Lenhart 2014; Willy 2016, doi 10.1111/sms.12413; docs/evidence/metrics.md#cadence_effect
with

step as (
    select
        parameter('cadence_step_share') as step_share,
        1 + parameter('cadence_step_share') as step_ratio,
        parameter('knee_load_step_length_exponent') as exponent,
        parameter('knee_load_step_length_exponent_low') as exponent_low,
        parameter('knee_load_step_length_exponent_high') as exponent_high,
)

select
    runner_id,
    step.step_share,
    round(power(step_ratio, -exponent) - 1, 6) as per_step_share,
    round(power(step_ratio, -exponent_low) - 1, 6) as per_step_least_share,
    round(power(step_ratio, -exponent_high) - 1, 6) as per_step_most_share,
    round(power(step_ratio, 1 - exponent) - 1, 6) as per_km_share,
    round(power(step_ratio, 1 - exponent_low) - 1, 6) as per_km_least_share,
    round(power(step_ratio, 1 - exponent_high) - 1, 6) as per_km_most_share,
    parameter('heiderscheit_small_share') as seed_small_share,
    parameter('heiderscheit_large_share') as seed_large_share,
    2 * step_share as twice_step_share,
    parameter('heiderscheit_runner_count')::integer as seed_runner_count,
    parameter('willy_cadence_share') as trial_step_share,
    parameter('willy_knee_work_per_km_share') as trial_per_km_share,
from core.runner
cross join step
order by runner_id
