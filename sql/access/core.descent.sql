-- Rows of activities that this viewer may see. Runners are named too: their rows lie together, so those of
-- others are not read.
-- scope: training
-- reads: warehouse.core.descent, visible
select source.*
from warehouse.core.descent as source
where
    source.activity_id in (select activity_id from visible)
    and source.runner_id in (select runner_id from granted)
