-- What each week of the plans asks for of runners whose training this viewer may see; written once.
-- scope: training
-- reads: journal_file.journal.plan_step
select source.*
from journal_file.journal.plan_step as source
where source.runner_id in (select runner_id from granted where scope = 'training')
qualify row_number() over (partition by plan_id, step_index order by saved_order) = 1
