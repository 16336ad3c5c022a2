-- One row per runner and knee whose score of this morning is not in, where yesterday had strength work:
-- only then can the next step be told. Asked of knees logged in the last four weeks; of both where none was.
-- grain: runner_id, knee
-- columns:
--   runner_id: Our id of the runner
--   knee: left or right
--   local_date: Yesterday: the day that this morning's score belongs to
-- source: metric.strength_day, metric.pain_day
with trained as (
    select
        runner_id,
        as_of_date() - 1 as local_date,
    from metric.strength_day
    where local_date = as_of_date() - 1
    group by runner_id
),

logged as (
    select
        runner_id,
        knee,
    from metric.pain_day
    where
        local_date >= as_of_date() - parameter('ask_morning_days')::integer
        and knee <> 'unknown'
    group by
        runner_id,
        knee
),

asked as (
    select
        trained.runner_id,
        side.knee,
        trained.local_date,
    from trained
    cross join (values ('left'), ('right')) as side (knee)
    where
        trained.runner_id not in (select runner_id from logged)
        or (trained.runner_id, side.knee) in (select (runner_id, knee) from logged)
)

select
    asked.runner_id,
    asked.knee,
    asked.local_date,
from asked
left join metric.pain_day as known using (runner_id, knee, local_date)
where known.pain_morning_score is null
order by
    asked.runner_id,
    asked.knee
