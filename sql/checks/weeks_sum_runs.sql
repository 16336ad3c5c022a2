-- stops: The distance of a week is not the sum of its runs.
with week as (
    select * from metric.runner_week
),

run as (
    select
        runner_id,
        week_start_date,
        sum(distance_m) as distance_m,
    from metric.run
    group by runner_id, week_start_date
)

select
    runner_id,
    week_start_date,
from week
inner join run using (runner_id, week_start_date)
where abs(week.distance_m - run.distance_m) > 0.1
