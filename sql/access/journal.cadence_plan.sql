-- Cadence plans of runners whose training this viewer may see; written once, so there is one version.
-- scope: training
-- reads: journal_file.journal.cadence_plan
select source.*
from journal_file.journal.cadence_plan as source
where source.runner_id in (select runner_id from granted where scope = 'training')
qualify row_number() over (partition by plan_id order by saved_order) = 1
