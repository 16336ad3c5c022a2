-- One row per runner, the same for all, and laboratory study of step length and the knee: what was changed, what was measured, and the
-- exponent that this implies for the load of a step. Their spread is the range of our estimate.
-- grain: runner_id, study_name
-- columns:
--   runner_id: Our id of the runner
--   study_name: Who measured, and when
--   measured_text: What was measured
--   cadence_ratio: Cadence after over before, at the same speed
--   step_length_ratio: Step length after over before
--   load_ratio: What was measured after over before, per step
--   per_km_ratio: The same per kilometre, the extra steps counted
--   implied_exponent_ratio: Logarithm of load over that of step length
-- source: Lenhart 2014; Willson 2014; Willy 2016; docs/evidence/metrics.md#cadence_effect
with study as (
    select
        'Lenhart 2014' as study_name,
        'peak force at the kneecap joint, 30 runners' as measured_text,
        1 / parameter('lenhart_cadence_ratio') as step_length_ratio,
        parameter('lenhart_peak_force_ratio') as load_ratio,
    union all
    select
        'Willson 2014, shorter steps' as study_name,
        'stress of the kneecap joint' as measured_text,
        parameter('willson_short_step_ratio') as step_length_ratio,
        parameter('willson_short_stress_ratio') as load_ratio,
    union all
    select
        'Willson 2014, longer steps' as study_name,
        'stress of the kneecap joint' as measured_text,
        parameter('willson_long_step_ratio') as step_length_ratio,
        parameter('willson_long_stress_ratio') as load_ratio,
    union all
    select
        'Willy 2016' as study_name,
        'braking work of the knee, in a trial' as measured_text,
        1 / (1 + parameter('willy_cadence_share')) as step_length_ratio,
        parameter('willy_knee_work_ratio') as load_ratio,
)

select
    runner_id,
    study.study_name,
    measured_text,
    round(1 / step_length_ratio, 6) as cadence_ratio,
    round(step_length_ratio, 6) as step_length_ratio,
    load_ratio,
    round(load_ratio / step_length_ratio, 6) as per_km_ratio,
    round(ln(load_ratio) / ln(step_length_ratio), 6) as implied_exponent_ratio,
from core.runner
cross join study
order by
    runner_id,
    study_name
