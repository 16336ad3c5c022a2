-- One row per plan and week, elapsed and to come: the step it is at, how far it may go, and what its gate
-- said. Every week follows from the one before, so they are worked out one after the other, the start being
-- week 0, which is left out. A runner's own number may be lower than the plan's, a clinician's any.
-- grain: plan_id, week_index
-- columns:
--   runner_id: whose plan
--   plan_id: the plan
--   week_index: week of the plan, from 1
--   step_index: which of the plan's steps it is
--   easing_share: how much less than the baseline calm weeks ask for after it: more after a red day, 0-1
--   own_distance_m: distance that the plan asks to stay within
--   own_longest_m: longest run that it asks for; null: unknown
--   distance_m: the same, or somebody's own number
--   longest_m: the same, or somebody's own number
--   gate_name: passed, held, stepped_back, not_known, running, to_come or paused
--   gate_reason_name: why: green, few_green, red, few_known, not_shared, refer, stopped or paused; of a running week what it comes to as it stands: open, few_green or red; null: to come
--   is_last: nothing follows
--   week_start_date: its first day
--   week_end_date: its last day
--   week_state_name: over, running or to_come
--   green_day_count: days that were green
--   amber_day_count: days that were amber
--   red_day_count: days that were red
--   known_day_count: all three
--   is_pain_shared: no: how the knee took a week is not known here
--   is_told: no: a warning sign is ticked today, and no target of the plan is told
-- source: docs/evidence/metrics.md#plan_week
with recursive plan as (
    select * from metric.plan
),

step as (
    select * from metric.plan_step
),

change as (
    select
        plan_id,
        week_index,
        max(value) filter (target_name = 'distance_m') as distance_m,
        bool_or(decided_by = 'clinician') filter (target_name = 'distance_m')
            as is_distance_fixed,
        max(value) filter (target_name = 'longest_run_m') as longest_m,
        bool_or(decided_by = 'clinician') filter (target_name = 'longest_run_m')
            as is_longest_fixed,
    from metric.plan_change
    where not is_deleted
    group by
        plan_id,
        week_index
),

week as (
    select
        gate.*,
        change.distance_m as changed_distance_m,
        change.is_distance_fixed,
        change.longest_m as changed_longest_m,
        change.is_longest_fixed,
        plan.is_pain_shared,
        plan.baseline_7d_m,
        plan.baseline_longest_m,
        7 - known_day_count as open_day_count,
    from metric.plan_gate as gate
    inner join plan using (plan_id)
    left join change using (plan_id, week_index)
),

replay as (
    select
        plan_id,
        0 as week_index,
        0 as step_index,
        easing_share,
        null::double as own_distance_m,
        null::double as own_longest_m,
        null::double as distance_m,
        null::double as longest_m,
        null::varchar as gate_name,
        null::varchar as gate_reason_name,
        1 as next_step_index,
        1::double as growth_ratio,
        false as is_last,
    from plan
    union all
    select
        plan_id,
        week_index,
        step_index,
        case
            when gate_reason_name = 'red'
                then greatest(easing_share, parameter('easing_red_share'))
            else easing_share
        end as easing_share,
        own_distance_m,
        own_longest_m,
        distance_m,
        longest_m,
        gate_name,
        gate_reason_name,
        case
            when gate_reason_name = 'red' then back_step_index
            when moves_on then step_index + 1
            else step_index
        end as next_step_index,
        case when moves_on then 1 + parameter('plan_growth_share') else 1 end as growth_ratio,
        moves_on and step_index = step_count as is_last,
    from (
        select
            *,
            gate_name in ('passed', 'to_come') or gate_reason_name = 'open' as moves_on,
        from (
            select
                *,
                case
                    when week_state_name = 'to_come' then 'to_come'
                    when pause_reason_name is not null then 'paused'
                    when week_state_name = 'running' then 'running'
                    when judged_name in ('few_known', 'not_shared') then 'not_known'
                    when judged_name = 'red' then 'stepped_back'
                    when judged_name = 'green' then 'passed'
                    else 'held'
                end as gate_name,
                case
                    when week_state_name = 'to_come' then null
                    when pause_reason_name is not null then pause_reason_name
                    when
                        week_state_name = 'running'
                        and judged_name in ('few_known', 'green', 'not_shared', 'few_green')
                        then case when can_pass then 'open' else 'few_green' end
                    else judged_name
                end as gate_reason_name,
            from (
                select
                    *,
                    case
                        when changed_longest_m is null then own_longest_m
                        when is_longest_fixed then changed_longest_m
                        else least(own_longest_m, changed_longest_m)
                    end as longest_m,
                    case
                        when not is_pain_shared then 'not_shared'
                        when red_day_count > 0 then 'red'
                        when known_day_count < gate_least_day_count then 'few_known'
                        when
                            green_day_count
                            >= gate_green_share * known_day_count - parameter('ratio_slack')
                            then 'green'
                        else 'few_green'
                    end as judged_name,
                    green_day_count + open_day_count
                    >= gate_green_share * (known_day_count + open_day_count)
                    - parameter('ratio_slack') as can_pass,
                from (
                    select
                        *,
                        round(least(
                            longest_ratio * baseline_longest_m,
                            growth_ratio * former_longest_m,
                            ceiling_before_m,
                            distance_m
                        ), 3) as own_longest_m,
                    from (
                        select
                            *,
                            case
                                when changed_distance_m is null then own_distance_m
                                when is_distance_fixed then changed_distance_m
                                else least(own_distance_m, changed_distance_m)
                            end as distance_m,
                        from (
                            select
                                week.*,
                                step.step_index,
                                step.step_count,
                                step.back_step_index,
                                step.longest_ratio,
                                step.gate_green_share,
                                step.gate_least_day_count,
                                replay.easing_share,
                                replay.growth_ratio,
                                replay.longest_m as former_longest_m,
                                round(least(
                                    week.baseline_7d_m * least(
                                        step.distance_share,
                                        case when step.is_eased then 1 - replay.easing_share end
                                    ),
                                    replay.growth_ratio * replay.distance_m
                                ), 3) as own_distance_m,
                            from replay
                            inner join week
                                on
                                    week.plan_id = replay.plan_id
                                    and week.week_index = replay.week_index + 1
                            inner join step
                                on
                                    step.plan_id = replay.plan_id
                                    and step.step_index = replay.next_step_index
                            where not replay.is_last
                        )
                    )
                )
            )
        )
    )
)

select
    week.runner_id,
    plan_id,
    week_index,
    replay.step_index,
    replay.easing_share,
    replay.own_distance_m,
    replay.own_longest_m,
    replay.distance_m,
    replay.longest_m,
    replay.gate_name,
    replay.gate_reason_name,
    replay.is_last,
    week.week_start_date,
    week.week_end_date,
    week.week_state_name,
    week.green_day_count,
    week.amber_day_count,
    week.red_day_count,
    week.known_day_count,
    week.is_pain_shared,
    week.is_told,
from replay
inner join week using (plan_id, week_index)
