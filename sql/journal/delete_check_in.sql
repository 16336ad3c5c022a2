-- A mark on an answered questionnaire: taken back; its history stays.
insert into journal.check_in by name
select * exclude (saved_order) replace (true as is_deleted, $saved_by as saved_by, $saved_at as saved_at)
from journal.check_in
where entry_id = $entry_id
qualify row_number() over (order by saved_order desc) = 1
