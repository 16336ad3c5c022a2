-- Days the runner confirmed as rest.
select local_date
from journal.rest_day
where runner_id = ?
qualify
    row_number() over (partition by local_date order by saved_order desc) = 1
    and not is_deleted
order by local_date
