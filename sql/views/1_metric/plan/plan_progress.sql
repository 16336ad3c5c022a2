-- One row per plan: where it stands today.
-- grain: plan_id
-- columns:
--   runner_id: whose plan
--   plan_id: the plan
--   status_name: waiting, active, paused, referred, overdue, done, finished or stopped
--   week_index: week of the plan that is running, else the last one; 1 while it waits
--   week_count: weeks that it takes as it stands
--   planned_week_count: weeks if every gate had passed
--   done_date: last day of the week whose gate ended it; null: not done
--   version_count: changes and things done with it so far: what a calendar counts by
-- source: docs/evidence/metrics.md#plan_week
with week as (
    select
        runner_id,
        plan_id,
        any_value(status_name) as status_name,
        max(week_index) filter (is_current) as week_index,
        max(week_index) as week_count,
        any_value(step_count) as planned_week_count,
        max(week_end_date) filter (is_last) as done_date,
    from metric.plan_week
    group by
        runner_id,
        plan_id
),

change as (
    select
        plan_id,
        sum(version_count)::integer as version_count,
    from metric.plan_change
    group by plan_id
)

select
    week.runner_id,
    plan_id,
    week.status_name,
    week.week_index,
    week.week_count,
    week.planned_week_count,
    week.done_date,
    coalesce(change.version_count, 0) + plan.action_count as version_count,
from week
inner join metric.plan as plan using (plan_id)
left join change using (plan_id)
