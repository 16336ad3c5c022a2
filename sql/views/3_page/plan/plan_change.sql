-- One row per week and target of a runner's newest plan that somebody gave another number.
-- grain: entry_id
-- columns:
--   runner_id: Our id of the runner
--   entry_id: Our id of the change
--   plan_id: The plan
--   week_index: Week of the plan, from 1
--   target_name: distance_m, longest_run_m, downhill_m, fast_s or strength_count
--   value: The number, in the unit of its name
--   decided_by: runner or clinician
--   reason: Why, in free words; null if none, or pain is not shared
--   saved_at: When it was written, UTC
-- source: metric.plan_change
select
    change.runner_id,
    change.entry_id,
    change.plan_id,
    change.week_index,
    change.target_name,
    change.value,
    change.decided_by,
    change.reason,
    change.saved_at,
from metric.plan_change as change
inner join metric.plan as plan using (plan_id)
where
    plan.is_newest
    and not change.is_deleted
order by
    change.runner_id,
    change.week_index,
    change.target_name
