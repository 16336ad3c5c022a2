-- One row per plan, week and target that somebody gave another number, as it stands today.
-- grain: entry_id
-- columns:
--   runner_id: whose plan
--   entry_id: one a plan, week and target
--   plan_id: the plan
--   week_index: week of the plan, from 1
--   target_name: distance_m, longest_run_m, downhill_m, fast_s or strength_count
--   value: the number, in the unit of its name
--   decided_by: runner, who may ask less of a week than the plan does, or clinician
--   reason: why, in free words; null: none, or pain is not shared
--   is_deleted: taken back: the plan's own number holds
--   version_count: versions so far
--   saved_at: when the newest was written, UTC
-- source: docs/evidence/metrics.md#plan_week
select
    runner_id,
    entry_id,
    plan_id,
    week_index,
    target_name,
    value,
    decided_by,
    reason,
    is_deleted,
    (count(*) over (partition by entry_id))::integer as version_count,
    saved_at,
from journal.plan_change
qualify row_number() over (partition by entry_id order by saved_order desc) = 1
