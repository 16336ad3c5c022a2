-- Which diaries came in is the runner's own business: names of files tell much. The newest version of each.
-- scope: own
-- reads: journal_file.journal.diary_batch
select source.*
from journal_file.journal.diary_batch as source
where source.runner_id in (select runner_id from granted where scope = 'own')
qualify row_number() over (partition by batch_id order by saved_order desc) = 1
