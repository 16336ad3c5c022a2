-- One row per time that a runner paused a plan.
-- grain: plan_id, from_date
-- columns:
--   runner_id: whose plan
--   plan_id: the plan
--   from_date: first day of it
--   until_date: first day that counts again; null: not resumed
-- source: docs/evidence/metrics.md#plan_week
with turn as (
    select
        runner_id,
        plan_id,
        action,
        local_date,
        saved_order,
        lead(local_date) over later as until_date,
        lag(action) over later as former_action,
    from journal.plan_action
    where action in ('pause', 'resume')
    window later as (partition by plan_id order by saved_order)
)

select
    runner_id,
    plan_id,
    local_date as from_date,
    arg_max_null(until_date, saved_order) as until_date,
from turn
where
    action = 'pause'
    and former_action is distinct from 'pause'
group by
    runner_id,
    plan_id,
    local_date
