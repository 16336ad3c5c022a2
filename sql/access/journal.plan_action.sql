-- What was done with the plans of runners whose training this viewer may see.
-- scope: training
-- reads: journal_file.journal.plan_action
select source.*
from journal_file.journal.plan_action as source
where source.runner_id in (select runner_id from granted where scope = 'training')
