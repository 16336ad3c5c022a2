-- stops: A second recording points at a recording that is not there, or is a second one itself.
select second.activity_id
from core.activity as second
left join core.activity as best on best.activity_id = second.duplicate_of
where
    second.duplicate_of is not null
    and (best.activity_id is null or best.duplicate_of is not null)
