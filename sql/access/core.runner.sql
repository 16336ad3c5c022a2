-- Runners of whom this viewer may see anything at all.
-- scope: any
-- reads: warehouse.core.runner
select source.*
from warehouse.core.runner as source
where source.runner_id in (select runner_id from granted)
