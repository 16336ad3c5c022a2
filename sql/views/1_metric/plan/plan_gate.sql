-- One row per plan and week that it may reach: how the knee took it, day by day, and whether it counts. A
-- day is as its worst knee was; a day with a score missing is not known, since it may still turn out green.
-- grain: plan_id, week_index
-- columns:
--   runner_id: whose plan
--   plan_id: the plan
--   week_index: week of the plan, from 1
--   week_start_date: its first day
--   week_end_date: its last day
--   week_state_name: over, running or to_come
--   green_day_count: days that were green
--   amber_day_count: days that were amber
--   red_day_count: days that were red
--   known_day_count: all three
--   pause_reason_name: why it does not count: refer (a warning sign held), stopped or paused; null: it counts
--   ceiling_before_m: how far a run may go by distance alone, by the 30 days before the week; null: none, or the week is to come
--   is_told: no: a warning sign is ticked today, and no target of the plan is told
-- source: docs/evidence/metrics.md#plan_week
with plan as (
    select * from metric.plan
),

week as (
    select
        runner_id,
        plan_id,
        knee,
        stop_date,
        finish_date,
        week_index::integer as week_index,
        start_date + 7 * (week_index::integer - 1) as week_start_date,
        week_start_date + 6 as week_end_date,
        case
            when week_end_date < as_of_date() then 'over'
            when week_start_date <= as_of_date() then 'running'
            else 'to_come'
        end as week_state_name,
    from plan
    cross join range(1, parameter('plan_most_weeks')::integer + 1) as number (week_index)
    where
        week_index = 1
        or week_start_date <= coalesce(least(stop_date, finish_date), 'infinity'::date)
),

day as (
    select
        runner_id,
        local_date,
        knee,
        light,
    from metric.pain_day
),

day_light as (
    select
        week.plan_id,
        week.week_index,
        day.local_date,
        case
            when bool_or(day.light in ('red', 'refer')) then 'red'
            when bool_or(day.light = 'amber') then 'amber'
            when bool_and(day.light is not distinct from 'green') then 'green'
        end as light,
    from week
    inner join day
        on
            day.runner_id = week.runner_id
            and day.local_date between week.week_start_date and week.week_end_date
            and day.knee in (coalesce(week.knee, day.knee), 'unknown')
    group by
        week.plan_id,
        week.week_index,
        day.local_date
),

counted as (
    select
        plan_id,
        week_index,
        (count(*) filter (light = 'green'))::integer as green_day_count,
        (count(*) filter (light = 'amber'))::integer as amber_day_count,
        (count(*) filter (light = 'red'))::integer as red_day_count,
    from day_light
    group by
        plan_id,
        week_index
),

warned as (
    select
        runner_id,
        local_date,
    from risk.referred_day
    where local_date <= as_of_date()
),

referred as (
    select
        week.plan_id,
        week.week_index,
        bool_or(warned.local_date between week.week_start_date and week.week_end_date)
            as is_referred,
        bool_or(warned.local_date = as_of_date()) as is_referred_now,
    from week
    inner join warned using (runner_id)
    group by
        week.plan_id,
        week.week_index
),

paused as (
    select distinct
        week.plan_id,
        week.week_index,
        true as is_paused,
    from week
    inner join metric.plan_pause as pause
        on
            pause.plan_id = week.plan_id
            and pause.from_date <= week.week_end_date
            and coalesce(pause.until_date > least(week.week_end_date, as_of_date()), true)
    where week.week_state_name <> 'to_come'
)

select
    week.runner_id,
    plan_id,
    week_index,
    week.week_start_date,
    week.week_end_date,
    week.week_state_name,
    coalesce(counted.green_day_count, 0) as green_day_count,
    coalesce(counted.amber_day_count, 0) as amber_day_count,
    coalesce(counted.red_day_count, 0) as red_day_count,
    coalesce(
        counted.green_day_count + counted.amber_day_count + counted.red_day_count, 0
    ) as known_day_count,
    case
        when referred.is_referred then 'refer'
        when least(week.stop_date, week.finish_date) <= week.week_end_date then 'stopped'
        when paused.is_paused then 'paused'
    end as pause_reason_name,
    next.cap_m as ceiling_before_m,
    not coalesce(referred.is_referred_now, false) as is_told,
from week
left join counted using (plan_id, week_index)
left join referred using (plan_id, week_index)
left join paused using (plan_id, week_index)
left join risk.longest_next as next
    on
        next.runner_id = week.runner_id
        and next.local_date = week.week_start_date - 1
        and week.week_state_name <> 'to_come'
