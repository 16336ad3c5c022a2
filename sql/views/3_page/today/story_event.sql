-- One row per runner and thing of the last twelve weeks that stands in the story beside runs and pain, oldest
-- first: a jump, a week of most descent, more fast running than usual, a step of cadence, a new phase of a
-- plan. With it the first pain that came within the days for which its rule holds: what came before
-- pain is not shown to have caused it. No rule says for how many days a step of cadence or of a plan holds.
-- grain: runner_id, event_kind, local_date
-- columns:
--   runner_id: Our id of the runner
--   event_kind: jump, hill, speed, cadence or plan
--   local_date: The runner's calendar day
--   value: How many times what was usual or most, or steps a minute to hold; null: a plan
--   pain_date: Day of the pain that followed; null, here and below, if none was logged within the days
--   pain_knee: Whose it was, left, right or unknown: of several the worst; null likewise
--   pain_score: How bad it was, 0-10; null likewise
-- source: risk.rule_hit, metric.cadence_step, metric.plan_week; docs/evidence/rules.md#session_spike
with first_date as (
    select as_of_date() - 7 * parameter('pain_pattern_weeks')::integer + 1 as first_date
),

-- A spell of a rule over seven days is told once a week, where it was most.
hit as (
    select
        hit.runner_id,
        case hit.rule_id
            when 'session_spike' then 'jump'
            when 'descent_most' then 'hill'
            else 'speed'
        end as event_kind,
        hit.local_date,
        hit.value,
        rule.holds_days,
        case
            when hit.rule_id = 'session_spike' then hit.local_date
            else week_start_date(hit.local_date, runner.week_start)
        end as told_by_date,
    from risk.rule_hit as hit
    inner join rule.rule as rule using (rule_id)
    inner join core.runner as runner using (runner_id)
    where
        hit.rule_id in ('session_spike', 'descent_most', 'fast_minutes')
        and hit.local_date >= (select first_date from first_date)
    qualify
        row_number() over (
            partition by hit.runner_id, hit.rule_id, told_by_date
            order by hit.value desc, hit.local_date
        ) = 1
),

cadence as (
    select
        step.runner_id,
        'cadence' as event_kind,
        coalesce(step.local_date, plan.started_at::date) as local_date,
        max(step.target_spm) as value,
    from metric.cadence_step as step
    inner join metric.cadence_plan as plan using (plan_id)
    where step.event_kind = 'start' or step.state_name in ('next_step', 'revert_half_step')
    group by all
),

phase as (
    select
        runner_id,
        'plan' as event_kind,
        week_start_date as local_date,
    from metric.plan_week
    where is_newest
    qualify
        phase_name is distinct from lag(phase_name) over (
            partition by plan_id order by week_index
        )
),

event as (
    select * exclude (told_by_date)
    from hit
    union all by name
    select * from cadence
    union all by name
    select * from phase
),

pain as (
    select
        runner_id,
        local_date,
        knee,
        pain_worst_score,
    from metric.pain_day
    where
        local_date >= (select first_date from first_date)
        and (
            whole_score(pain_worst_score) >= parameter('beside_pain_score')
            or light in ('amber', 'red')
        )
),

followed as (
    select
        event.*,
        pain.local_date as pain_date,
        pain.knee as pain_knee,
        pain.pain_worst_score as pain_score,
    from event
    left join pain
        on
            pain.runner_id = event.runner_id
            and pain.local_date >= event.local_date
            and pain.local_date < event.local_date + event.holds_days
    where
        event.local_date >= (select first_date from first_date)
        and event.local_date <= as_of_date()
    qualify
        row_number() over (
            partition by event.runner_id, event.event_kind, event.local_date
            order by pain.local_date, pain.pain_worst_score desc, pain.knee
        ) = 1
)

select
    runner_id,
    event_kind,
    local_date,
    value,
    pain_date,
    pain_knee,
    pain_score,
from followed
order by
    runner_id,
    local_date,
    event_kind
