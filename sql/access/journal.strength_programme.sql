-- Which strength programme runners train by whose training this viewer may see: the newest word.
-- scope: training
-- reads: journal_file.journal.strength_programme
select source.*
from journal_file.journal.strength_programme as source
where source.runner_id in (select runner_id from granted where scope = 'training')
qualify row_number() over (partition by runner_id order by saved_order desc) = 1
