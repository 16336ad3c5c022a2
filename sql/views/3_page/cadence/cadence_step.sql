-- One row per plan of quicker steps and event: its diary, oldest first.
-- grain: plan_id, event_index
-- columns:
--   runner_id: Our id of the runner
--   plan_id: The plan
--   event_index: Place in the plan; 0 is the start
--   local_date: The runner's calendar day
--   event_kind: start, run, knee_pain or calf_pain
--   session_id: The run; empty: no run
--   cadence_adjusted_spm [cadence, steps/min]: The run's cadence at the plan's reference speed, steps a minute; null without a run
--   is_held: The run held the target; null without a run
--   state_name: holding, reset, revert_half_step, next_step, done or acclimated_stop
--   target_spm [cadence, steps/min]: Cadence to hold after it
--   held_from_spm [cadence, steps/min]: Cadence from which a run counts after it
--   judged_by_spm [cadence, steps/min]: Cadence that this run was held against: the target before it; null at the start
--   counted_run_count: Runs that held this step so far
-- source: docs/evidence/metrics.md#cadence_step
select
    step.runner_id,
    step.plan_id,
    step.event_index,
    coalesce(step.local_date, plan.started_at::date) as local_date,
    step.event_kind,
    step.session_id,
    step.cadence_adjusted_spm,
    step.is_held,
    step.state_name,
    step.target_spm,
    round(parameter('cadence_step_held_ratio') * step.target_spm, 6) as held_from_spm,
    lag(step.target_spm) over (
        partition by step.plan_id order by step.event_index
    ) as judged_by_spm,
    step.counted_run_count,
from metric.cadence_step as step
inner join metric.cadence_plan as plan using (plan_id)
order by
    step.runner_id,
    step.plan_id,
    step.event_index
