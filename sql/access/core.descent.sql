-- Rows of runners whose training this viewer may see.
select source.*
from warehouse.core.descent as source
where source.runner_id in (select runner_id from granted where scope = 'training')
