-- One row per plan and step: what that step asks for if it is reached, and the step that a red day goes
-- back to, which is the first of the phase before.
-- grain: plan_id, step_index
-- columns:
--   runner_id: whose plan
--   plan_id: the plan
--   step_index: place in the plan, from 1
--   step_count: steps of the plan
--   back_step_index: first step of the phase before; of its own where there is none before
--   phase_name: its phase
--   phase_title_words: title of the phase
--   phase_words: what it asks for
--   distance_share: most distance over the baseline week
--   is_eased: less by the easing share as well
--   longest_ratio: longest run over that of the baseline
--   downhill_share: metres downhill over the baseline
--   fast_share: fast time over the baseline
--   strength_count: strength sessions, no more than the runner's own programme asks for
--   gate_green_share: share of known days that have to be green
--   gate_least_day_count: known days that it takes to judge
-- source: sql/plans; docs/evidence/metrics.md#plan_week
with step as (
    select * from journal.plan_step
),

begun as (
    select
        *,
        lag(phase_id) over (partition by plan_id order by step_index)
        is distinct from phase_id as is_first,
    from step
),

numbered as (
    select
        *,
        count(*) filter (is_first) over (partition by plan_id order by step_index) as phase_index,
    from begun
),

first_step as (
    select
        plan_id,
        phase_index,
        min(step_index) as step_index,
    from numbered
    group by
        plan_id,
        phase_index
)

select
    numbered.runner_id,
    numbered.plan_id,
    numbered.step_index,
    (count(*) over (partition by numbered.plan_id))::integer as step_count,
    first_step.step_index as back_step_index,
    numbered.phase_id as phase_name,
    numbered.phase_title as phase_title_words,
    numbered.words as phase_words,
    numbered.distance_share,
    numbered.is_eased,
    numbered.longest_ratio,
    numbered.downhill_share,
    numbered.fast_share,
    least(numbered.strength_session_count, plan.strength_session_count) as strength_count,
    numbered.gate_green_share,
    numbered.gate_least_day_count,
from numbered
inner join metric.plan as plan on plan.plan_id = numbered.plan_id
inner join first_step
    on
        first_step.plan_id = numbered.plan_id
        and first_step.phase_index = greatest(numbered.phase_index - 1, 1)
