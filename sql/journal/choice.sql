-- What the runner says of recorded activities today: the newest word on each field.
select activity_id, field, value, saved_order
from journal.activity_choice
where runner_id = ?
qualify
    row_number() over (partition by activity_id, field order by saved_order desc) = 1
    and not is_deleted
order by activity_id, field
