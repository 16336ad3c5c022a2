-- One row per plan and week that has begun: what was run and trained in it. A week without a run is 0 where
-- at least 80 % of its days that could be known are; else it is null.
-- grain: plan_id, week_index
-- columns:
--   runner_id: whose plan
--   plan_id: the plan
--   week_index: week of the plan, from 1
--   distance_m: distance run; null: unknown
--   longest_run_m: longest run; null: unknown
--   downhill_m: metres downhill, of runs with altitude in detail; null: unknown, here and below for more than a fifth of the moving time
--   fast_s: fast and sprint time, of runs recorded in detail; null likewise
--   run_count: runs; null: unknown
--   strength_count: days with strength work logged
-- source: metric.recorded_day, metric.strength_day; docs/evidence/metrics.md#known_share
with week as (
    select
        runner_id,
        plan_id,
        week_index::integer as week_index,
        start_date + 7 * (week_index::integer - 1) as week_start_date,
        week_start_date + 6 as week_end_date,
    from metric.plan
    cross join range(1, parameter('plan_most_weeks')::integer + 1) as number (week_index)
    where week_start_date <= as_of_date()
),

summed as (
    select
        week.plan_id,
        week.week_index,
        round(sum_of_runs(day.distance_m, day.coverage), 3) as distance_m,
        max(day.longest_run_m) as longest_run_m,
        known_sum(
            round(sum_of_runs(day.downhill_m, day.coverage), 3),
            sum(day.hills_known_s),
            sum(day.moving_s)
        ) as downhill_m,
        known_sum(
            round(sum_of_runs(day.fast_s + day.sprint_s, day.coverage), 3),
            sum(day.speed_known_s),
            sum(day.moving_s)
        ) as fast_s,
        sum(day.run_count)::integer as run_count,
        count(*) filter (day.coverage = 'run') > 0
        or count(*) filter (day.coverage <> 'unknown') >= greatest(
            parameter('coverage_least_share')
            * count(*) filter (day.local_date <= span.last_recorded_date),
            1
        ) as is_known,
    from week
    inner join metric.recorded_day as day
        on
            day.runner_id = week.runner_id
            and day.local_date between week.week_start_date and week.week_end_date
    inner join metric.runner_span as span on span.runner_id = week.runner_id
    group by
        week.plan_id,
        week.week_index
),

trained as (
    select
        week.plan_id,
        week.week_index,
        count(distinct day.local_date)::integer as strength_count,
    from week
    inner join metric.strength_day as day
        on
            day.runner_id = week.runner_id
            and day.local_date between week.week_start_date and week.week_end_date
            and day.local_date <= as_of_date()
    group by
        week.plan_id,
        week.week_index
)

select
    week.runner_id,
    plan_id,
    week_index,
    case when summed.is_known then summed.distance_m end as distance_m,
    case when summed.is_known then summed.longest_run_m end as longest_run_m,
    case when summed.is_known then summed.downhill_m end as downhill_m,
    case when summed.is_known then summed.fast_s end as fast_s,
    case when summed.is_known then summed.run_count end as run_count,
    coalesce(trained.strength_count, 0) as strength_count,
from week
left join summed using (plan_id, week_index)
left join trained using (plan_id, week_index)
