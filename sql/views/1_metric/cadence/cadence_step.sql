-- One row per plan of quicker steps and event: where the plan stands after it. Every state follows from
-- the one before, so the rows are worked out one after the other, the start being row 0.
-- A run holds the step from 0.98 of the target on. Three misses in a row begin the count anew. Pain takes
-- the plan back half a step. Held for long enough, the step is the last if its target reaches the aim
-- (done) or if it was the second (acclimated_stop: never more than 10 % above the baseline); else the
-- next one begins.
-- grain: plan_id, event_index
-- columns:
--   runner_id: whose plan
--   plan_id: the plan
--   event_index: place in the plan; 0: the start
--   local_date: the runner's local calendar day; null: the start
--   event_kind: start, run, knee_pain or calf_pain
--   session_id: the run; null: no run
--   cadence_adjusted_spm: the run's cadence at the plan's reference speed; null: no run
--   is_held: the run held the target; null: no run
--   state_name: holding, reset, revert_half_step, next_step, done or acclimated_stop
--   step_index: steps above the baseline after it: 1, 2, or a half less after pain
--   target_spm: cadence to hold after it, at the plan's reference speed
--   counted_run_count: runs that held this step so far
--   missed_run_count: misses in a row
--   is_over: nothing follows
-- source: docs/evidence/metrics.md#cadence_step
with recursive event as (
    select * from metric.cadence_event
),

plan as (
    select * from metric.cadence_plan
),

step as (
    select
        plan_id,
        0 as event_index,
        null::boolean as is_held,
        'holding' as state_name,
        1.0::double as step_index,
        0 as counted_run_count,
        0 as missed_run_count,
        false as is_over,
    from plan
    union all
    select
        plan_id,
        event_index,
        is_held,
        state_name,
        case state_name
            when 'revert_half_step'
                then greatest(step_index - parameter('cadence_step_half_level'), 0)
            when 'next_step' then floor(step_index) + 1
            else step_index
        end as step_index,
        case
            when state_name in ('holding', 'done', 'acclimated_stop') then counted
            else 0
        end as counted_run_count,
        case when state_name = 'holding' then missed else 0 end as missed_run_count,
        state_name in ('done', 'acclimated_stop') as is_over,
    from (
        select
            *,
            case
                when is_held is null then 'revert_half_step'
                when counted >= wanted_run_count and target_spm >= aim_spm then 'done'
                when
                    counted >= wanted_run_count
                    and step_index >= parameter('cadence_step_most_level')
                    then 'acclimated_stop'
                when counted >= wanted_run_count then 'next_step'
                when missed >= parameter('cadence_step_miss_count') then 'reset'
                else 'holding'
            end as state_name,
        from (
            select
                *,
                counted_before + coalesce(is_held::integer, 0) as counted,
                case when is_held then 0 else missed_before + 1 end as missed,
            from (
                select
                    step.plan_id,
                    event.event_index,
                    step.step_index,
                    step.counted_run_count as counted_before,
                    step.missed_run_count as missed_before,
                    plan.wanted_run_count,
                    plan.aim_spm,
                    step_target_spm(plan.baseline_spm, step.step_index) as target_spm,
                    event.cadence_adjusted_spm
                    >= parameter('cadence_step_held_ratio')
                    * step_target_spm(plan.baseline_spm, step.step_index)
                    - parameter('ratio_slack') as is_held,
                from step
                inner join plan on plan.plan_id = step.plan_id
                inner join event
                    on
                        event.plan_id = step.plan_id
                        and event.event_index = step.event_index + 1
                where not step.is_over
            )
        )
    )
)

select
    plan.runner_id,
    plan_id,
    event_index,
    event.local_date,
    coalesce(event.event_kind, 'start') as event_kind,
    event.session_id,
    event.cadence_adjusted_spm,
    step.is_held,
    step.state_name,
    step.step_index,
    round(step_target_spm(plan.baseline_spm, step.step_index), 6) as target_spm,
    step.counted_run_count,
    step.missed_run_count,
    step.is_over,
from step
inner join plan using (plan_id)
left join event using (plan_id, event_index)
