-- One row per plan of quicker steps: what it was measured by from the start, and until when it lasts.
-- grain: plan_id
-- columns:
--   runner_id: whose plan
--   plan_id: the plan
--   started_at: when it was started, UTC
--   baseline_spm: median adjusted cadence of the runs before, steps a minute
--   reference_speed_mps: speed that every run's cadence is brought to
--   line_slope: steps a minute per m/s, by which that is done
--   line_week_start_date: the week whose line of metric.cadence_line the slope is of
--   aim_spm: 170 for the runner's height; a step at or above it is the last
--   is_height_known: no: the aim is 170 as it stands
--   wanted_run_count: runs that a step is held for
--   stopped_at: when the runner stopped it, UTC; null: not stopped
--   paused_at: when the runner paused it, UTC; null: not paused now
--   lapse_date: day on which it ends by itself
--   is_newest: the runner began none later
-- source: docs/evidence/metrics.md#cadence_step
with plan as (
    select * from journal.cadence_plan
),

action as (
    select
        plan_id,
        min(acted_at) filter (action = 'stop') as stopped_at,
        arg_max(acted_at, saved_order) filter (action = 'pause') as paused_at,
        arg_max(action, saved_order) filter (action in ('pause', 'resume')) as last_action,
    from journal.cadence_action
    group by plan_id
)

select
    plan.runner_id,
    plan_id,
    plan.started_at,
    plan.baseline_spm,
    plan.reference_speed_mps,
    plan.line_slope,
    plan.line_week_start_date,
    plan.aim_spm,
    plan.is_height_known,
    plan.wanted_run_count,
    action.stopped_at,
    case when action.last_action = 'pause' then action.paused_at end as paused_at,
    plan.started_at::date + 7 * parameter('cadence_step_most_weeks')::integer as lapse_date,
    plan.saved_order = max(plan.saved_order) over (partition by plan.runner_id) as is_newest,
from plan
left join action using (plan_id)
