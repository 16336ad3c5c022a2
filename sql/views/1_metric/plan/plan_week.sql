-- One row per plan and week, elapsed and to come: what it asks for, what was done of it, and what its gate
-- said. All of it follows from runs and scores, so a late one changes what came after it. A week passes with enough of its known days green; an
-- amber one too many repeats it, a red day goes back a phase, and what is not known never passes. Weeks to
-- come are as if every gate passed. Distance and longest run grow by a tenth a week at most, and a run by a
-- tenth of the longest of 30 days. While a warning sign is ticked, no target is told. Where pain is not
-- shared, only the first week can be told.
-- grain: plan_id, week_index
-- columns:
--   runner_id: whose plan
--   plan_id: the plan
--   week_index: week of the plan, from 1
--   status_name: of the plan today: waiting (its first week is to come), active, paused, referred (a warning sign is ticked), overdue (too many weeks held: to be assessed), done, finished (a clinician's word) or stopped
--   is_newest: the runner began no plan later
--   is_current: the week that is running, else the last one; the first while the plan waits
--   week_start_date: its first day
--   week_end_date: its last day
--   step_index: which of the plan's steps it is; null: not known here
--   step_count: steps of the plan
--   phase_name: its phase; null: not known here
--   phase_title_words: title of the phase
--   phase_words: what it asks for
--   target_distance_m: distance to stay within; null, here and below: not known, or not told now
--   target_longest_run_m: longest run
--   target_downhill_m: metres downhill
--   target_fast_s: fast and sprint time
--   target_strength_count: strength sessions
--   own_distance_m: the plan's own number where somebody gave another
--   own_longest_run_m: likewise
--   own_downhill_m: likewise
--   own_fast_s: likewise
--   own_strength_count: likewise
--   is_changed: one of its numbers is somebody's own
--   distance_m: distance run; null, here and below: to come, or unknown
--   longest_run_m: longest run
--   downhill_m: metres downhill
--   fast_s: fast and sprint time
--   run_count: runs
--   strength_count: days with strength work logged; null: to come
--   green_day_count: days that were green; null: pain is not shared
--   amber_day_count: days that were amber; null likewise
--   red_day_count: days that were red; null likewise
--   known_day_count: all three; null likewise
--   gate_green_share: share of known days that have to be green
--   gate_least_day_count: known days that it takes to judge
--   gate_name: passed, held, stepped_back, not_known, running, to_come or paused
--   gate_reason_name: why it is so: green, few_green, red, few_known, not_shared, refer, stopped or paused; of a running week what it comes to as it stands: open, few_green or red; null: to come
--   is_last: its gate ended the plan
-- source: docs/evidence/metrics.md#plan_week
with change as (
    select
        plan_id,
        week_index,
        max(value) filter (target_name = 'downhill_m') as downhill_m,
        bool_or(decided_by = 'clinician') filter (target_name = 'downhill_m')
            as is_downhill_fixed,
        max(value) filter (target_name = 'fast_s') as fast_s,
        bool_or(decided_by = 'clinician') filter (target_name = 'fast_s') as is_fast_fixed,
        max(value) filter (target_name = 'strength_count')::integer as strength_count,
    from metric.plan_change
    where not is_deleted
    group by
        plan_id,
        week_index
),

placed as (
    select
        replay.*,
        step.* exclude (runner_id, plan_id, step_index),
        round(case
            when step.downhill_share = 0
                then parameter('plan_flat_downhill_share') * replay.distance_m
            else greatest(
                step.downhill_share * plan.baseline_downhill_m,
                parameter('plan_flat_downhill_share') * replay.distance_m
            ) + 0 * plan.baseline_downhill_m
        end, 3) as own_downhill_m,
        round(
            case when step.fast_share = 0 then 0 else step.fast_share * plan.baseline_fast_s end, 3
        ) as own_fast_s,
        replay.is_pain_shared or replay.week_index = 1 as is_known_here,
        coalesce(
            max(case when replay.week_state_name <> 'to_come' then replay.week_index end) over (
                partition by plan_id
            ),
            1
        ) as current_week_index,
        case
            when plan.finish_date is not null then 'finished'
            when plan.stop_date is not null then 'stopped'
            when
                bool_or(replay.is_last and replay.gate_name = 'passed') over (
                    partition by plan_id
                )
                then 'done'
            when
                as_of_date() >= plan.start_date + 7 * parameter('plan_most_weeks')::integer
                then 'overdue'
            when not replay.is_told then 'referred'
            when plan.is_paused then 'paused'
            when plan.start_date > as_of_date() then 'waiting'
            else 'active'
        end as status_name,
        plan.is_newest,
    from metric.plan_replay as replay
    inner join metric.plan_step as step using (plan_id, step_index)
    inner join metric.plan as plan using (plan_id)
),

targeted as (
    select
        placed.*,
        case
            when change.downhill_m is null then placed.own_downhill_m
            when change.is_downhill_fixed then change.downhill_m
            else least(placed.own_downhill_m, change.downhill_m)
        end as target_downhill_m,
        case
            when change.fast_s is null then placed.own_fast_s
            when change.is_fast_fixed then change.fast_s
            else least(placed.own_fast_s, change.fast_s)
        end as target_fast_s,
        coalesce(change.strength_count, placed.strength_count) as target_strength_count,
        change.plan_id is not null as is_changed,
        placed.is_known_here and placed.is_told as is_shown,
    from placed
    left join change using (plan_id, week_index)
)

select
    targeted.runner_id,
    plan_id,
    week_index,
    targeted.status_name,
    targeted.is_newest,
    week_index = targeted.current_week_index as is_current,
    targeted.week_start_date,
    targeted.week_end_date,
    case when targeted.is_known_here then targeted.step_index end as step_index,
    targeted.step_count,
    case when targeted.is_known_here then targeted.phase_name end as phase_name,
    case when targeted.is_known_here then targeted.phase_title_words end as phase_title_words,
    case when targeted.is_known_here then targeted.phase_words end as phase_words,
    case when targeted.is_shown then targeted.distance_m end as target_distance_m,
    case when targeted.is_shown then targeted.longest_m end as target_longest_run_m,
    case when targeted.is_shown then targeted.target_downhill_m end as target_downhill_m,
    case when targeted.is_shown then targeted.target_fast_s end as target_fast_s,
    case when targeted.is_shown then targeted.target_strength_count end as target_strength_count,
    case when targeted.is_shown then targeted.own_distance_m end as own_distance_m,
    case when targeted.is_shown then targeted.own_longest_m end as own_longest_run_m,
    case when targeted.is_shown then targeted.own_downhill_m end as own_downhill_m,
    case when targeted.is_shown then targeted.own_fast_s end as own_fast_s,
    case when targeted.is_shown then targeted.strength_count end as own_strength_count,
    targeted.is_changed,
    done.distance_m,
    done.longest_run_m,
    done.downhill_m,
    done.fast_s,
    done.run_count,
    done.strength_count,
    case when targeted.is_pain_shared then targeted.green_day_count end as green_day_count,
    case when targeted.is_pain_shared then targeted.amber_day_count end as amber_day_count,
    case when targeted.is_pain_shared then targeted.red_day_count end as red_day_count,
    case when targeted.is_pain_shared then targeted.known_day_count end as known_day_count,
    targeted.gate_green_share,
    targeted.gate_least_day_count,
    targeted.gate_name,
    targeted.gate_reason_name,
    targeted.gate_name = 'passed' and targeted.is_last as is_last,
from targeted
left join metric.plan_done as done using (plan_id, week_index)
where
    targeted.is_pain_shared
    or targeted.week_state_name <> 'to_come'
    or targeted.week_index <= targeted.step_count
