-- stops: A runner's days have a hole.
select
    runner_id,
    local_date,
from metric.runner_day
qualify local_date - lag(local_date) over (partition by runner_id order by local_date) <> 1
