-- Activities that this viewer may see. A recording hidden from them hides no other: of those that stood
-- behind it, the best one counts and the rest stand behind that.
-- scope: training
-- reads: warehouse.core.activity, visible
select source.* replace (
    case
        when source.duplicate_of is null then null
        when source.duplicate_of in (select activity_id from visible) then source.duplicate_of
        else nullif(
            first_value(source.activity_id) over (
                partition by source.duplicate_of
                order by
                    source.detail_level = 'stream' desc,
                    source.activity_id
            ),
            source.activity_id
        )
    end as duplicate_of
)
from warehouse.core.activity as source
where source.activity_id in (select activity_id from visible)
