-- A mark on findings of a check: taken back; their history stays.
insert into journal.mechanics_finding by name
select * exclude (saved_order) replace (true as is_deleted, $saved_by as saved_by, $saved_at as saved_at)
from journal.mechanics_finding
where entry_id in (select unnest($entry_ids))
qualify
    row_number() over (partition by entry_id order by saved_order desc) = 1
    and not is_deleted
