-- One row per plan of some weeks: what was frozen at its start, and what became of it by somebody's hand.
-- grain: plan_id
-- columns:
--   runner_id: whose plan
--   plan_id: the plan
--   knee: left or right: whose days its gates go by; null: both, or pain is not shared
--   template_id: the kind of plan
--   template_title: its title
--   start_date: first day of its first week
--   week_count: weeks if every gate passes
--   easing_share: how much less than the baseline its calm weeks ask for, 0-1
--   baseline_7d_m: the smaller of the last week before it and the mean of four
--   baseline_longest_m: longest run of the 30 days before; null: unknown
--   baseline_downhill_m: mean week of metres downhill before; null: not measured
--   baseline_fast_s: mean week of fast and sprint time before; null: not measured
--   strength_session_count: strength sessions a week of the programme of that day
--   reason_name: why it was offered: red, amber, easing, pain, load or none; null: pain is not shared
--   is_pain_shared: no: how the knee took a week is not known here
--   stop_date: day on which the runner stopped it; null: not stopped
--   finish_date: day on which a clinician called it finished; null: not so
--   is_paused: paused now by the runner
--   action_count: things done with it so far
--   is_newest: none was started later
--   started_at: when it was written down, UTC
-- source: docs/evidence/metrics.md#plan_week
with plan as (
    select * from journal.plan
),

action as (
    select
        plan_id,
        min(local_date) filter (action = 'stop') as stop_date,
        min(local_date) filter (action = 'finish') as finish_date,
        arg_max(action, saved_order) filter (action in ('pause', 'resume')) as last_action,
        count(*)::integer as action_count,
    from journal.plan_action
    group by plan_id
)

select
    plan.runner_id,
    plan_id,
    plan.knee,
    plan.template_id,
    plan.template_title,
    plan.start_date,
    plan.week_count,
    plan.easing_share,
    plan.baseline_7d_m,
    plan.baseline_longest_m,
    plan.baseline_downhill_m,
    plan.baseline_fast_s,
    plan.strength_session_count,
    plan.reason_name,
    plan.started_status is not null as is_pain_shared,
    action.stop_date,
    action.finish_date,
    coalesce(action.last_action = 'pause', false) as is_paused,
    coalesce(action.action_count, 0) as action_count,
    plan.saved_order = max(plan.saved_order) over (partition by plan.runner_id) as is_newest,
    plan.saved_at as started_at,
from plan
left join action using (plan_id)
