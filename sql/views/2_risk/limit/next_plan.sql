-- One row per runner and day with a plan under way on the day after: how far it lets a run of that day go.
-- grain: runner_id, local_date
-- columns:
--   runner_id: the runner
--   local_date: local calendar day, the one before the day to run on
--   plan_id: the plan
--   week_index: its week of the day to run on
--   run_m: longest run of that week, or what the week has left; null: unknown
-- source: metric.plan_replay; docs/evidence/metrics.md#plan_week
with begun as (
    select
        *,
        least(started_at::date, as_of_date()) as begun_date,
    from metric.plan
),

plan as (
    select
        *,
        min(begun_date) over (
            partition by runner_id
            order by start_date, started_at
            rows between 1 following and unbounded following
        ) as next_begun_date,
        least(stop_date, finish_date) as end_date,
    from begun
),

week as (
    select
        plan.runner_id,
        plan_id,
        plan.begun_date,
        plan.next_begun_date,
        plan.end_date,
        replay.week_index,
        replay.week_start_date,
        replay.distance_m,
        replay.longest_m,
    from metric.plan_replay as replay
    inner join plan using (plan_id)
    where replay.is_pain_shared or replay.week_index = 1
),

day as (
    select
        *,
        week_start_date + unnest(range(-1, 6))::integer as local_date,
    from week
),

ran as (
    select
        day.*,
        sum(case when day.local_date >= day.week_start_date then run_day.distance_m end) over (
            partition by day.plan_id, day.week_index
            order by day.local_date
        ) as ran_m,
    from day
    left join metric.runner_day as run_day using (runner_id, local_date)
    where day.local_date <= as_of_date()
)

select
    runner_id,
    local_date,
    plan_id,
    week_index,
    round(least(longest_m, greatest(distance_m - coalesce(ran_m, 0), 0)), 3) as run_m,
from ran
anti join metric.plan_pause as pause
    on
        pause.plan_id = ran.plan_id
        and pause.from_date <= ran.local_date
        and coalesce(pause.until_date > ran.local_date, true)
where
    begun_date <= local_date
    and coalesce(local_date < next_begun_date, true)
    and coalesce(local_date < end_date, true)
