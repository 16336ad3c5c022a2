-- Rows of runners whose training this viewer may see.
-- scope: training
-- reads: warehouse.core.rest_day
select source.*
from warehouse.core.rest_day as source
where source.runner_id in (select runner_id from granted where scope = 'training')
