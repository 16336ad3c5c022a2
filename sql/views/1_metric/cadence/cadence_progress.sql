-- One row per plan of quicker steps: where it stands today.
-- grain: plan_id
-- columns:
--   runner_id: whose plan
--   plan_id: the plan
--   started_at: when it was started, UTC
--   status_name: active, paused, stopped, lapsed (left alone for half a year), done or acclimated_stop
--   state_name: what the last event led to: holding, reset, revert_half_step, next_step, done or acclimated_stop
--   baseline_spm: cadence it began from, at its reference speed
--   reference_speed_mps: speed that every run's cadence is brought to
--   aim_spm: 170 for the runner's height
--   is_height_known: no: the aim is 170 as it stands
--   step_index: steps above the baseline
--   target_spm: cadence to hold, at the reference speed
--   held_from_spm: cadence from which a run counts, at the reference speed
--   counted_run_count: runs that held this step
--   wanted_run_count: runs that a step is held for
--   missed_run_count: misses in a row
--   last_event_date: day of the last run or pain of it; null: none yet
--   finished_date: day of the run that ended it; null: not finished
--   is_newest: the runner began none later
-- source: docs/evidence/metrics.md#cadence_step
with plan as (
    select * from metric.cadence_plan
),

-- Not by a filtered row_number: over rows of a recursion DuckDB 1.5.5 answers that with another row.
latest as (
    select
        plan_id,
        arg_max(step, event_index) as step,
    from metric.cadence_step as step
    group by plan_id
)

select
    runner_id,
    plan_id,
    plan.started_at,
    case
        when latest.step.is_over then latest.step.state_name
        when plan.stopped_at is not null then 'stopped'
        when as_of_date() >= plan.lapse_date then 'lapsed'
        when plan.paused_at is not null then 'paused'
        else 'active'
    end as status_name,
    latest.step.state_name,
    plan.baseline_spm,
    plan.reference_speed_mps,
    plan.aim_spm,
    plan.is_height_known,
    latest.step.step_index,
    latest.step.target_spm,
    round(parameter('cadence_step_held_ratio') * latest.step.target_spm, 6) as held_from_spm,
    latest.step.counted_run_count,
    plan.wanted_run_count,
    latest.step.missed_run_count,
    latest.step.local_date as last_event_date,
    case when latest.step.is_over then latest.step.local_date end as finished_date,
    plan.is_newest,
from plan
inner join latest using (plan_id)
