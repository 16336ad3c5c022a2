-- Rows of activities that this viewer may see.
select source.*
from warehouse.core.best_effort as source
where source.activity_id in (select activity_id from visible)
