-- The cadence that so many steps above a baseline are: 5 % of the baseline each.
create or replace macro step_target_spm(baseline_spm, step_index) as (
    baseline_spm * (1 + parameter('cadence_step_share') * step_index)
)
