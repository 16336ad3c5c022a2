-- What of whom this viewer may see, so that a page can say what is not shared instead of showing nothing.
-- Of several grants of one scope the one that lasts longest tells the end.
-- scope: any
-- reads: granted
select
    runner_id,
    scope,
    case when bool_and(until_date is not null) then max(until_date) end as until_date,
from granted
group by
    runner_id,
    scope
