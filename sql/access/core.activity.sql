-- Activities that this viewer may see. A recording hidden from them hides no other recording.
select source.* replace (
    case
        when source.duplicate_of in (select activity_id from visible) then source.duplicate_of
    end as duplicate_of
)
from warehouse.core.activity as source
where source.activity_id in (select activity_id from visible)
