-- Rows of activities that this viewer may see.
select source.*
from warehouse.core.descent as source
where source.activity_id in (select activity_id from visible)
