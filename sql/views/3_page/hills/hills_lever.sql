-- One row per runner with descents whose steps are known: the latest runs with descents together, and what
-- quicker steps would make of the same descents at the same pace.
-- grain: runner_id
-- columns:
--   runner_id: Our id of the runner
--   run_count: How many runs it is told of
--   from_date: Day of the first of them
--   until_date: Day of the last of them
--   energy_per_step_j_per_kg: Middle one of the energy a step took up, joules per kilogram
--   quicker_energy_per_step_j_per_kg: The same with steps one protocol step quicker
--   cadence_step_share: How much quicker that is, a share
--   step_length_ratio: Middle one of step length over what the own line expects on the flat; null without a line
-- source: page.hills_descent; docs/evidence/metrics.md#descent_energy
with latest as (
    select *
    from page.hills_descent
    where energy_per_step_j_per_kg is not null
    qualify row_number() over (partition by runner_id order by started_at desc, session_id)
        <= parameter('descent_lever_run_count')
)

select
    runner_id,
    count(*)::integer as run_count,
    min(local_date) as from_date,
    max(local_date) as until_date,
    round(median(energy_per_step_j_per_kg), 6) as energy_per_step_j_per_kg,
    round(
        median(energy_per_step_j_per_kg) / (1 + parameter('cadence_step_share')), 6
    ) as quicker_energy_per_step_j_per_kg,
    parameter('cadence_step_share') as cadence_step_share,
    round(median(step_length_ratio), 6) as step_length_ratio,
from latest
group by runner_id
