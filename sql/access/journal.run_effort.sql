-- How hard runs felt, of runners whose training this viewer may see.
-- scope: training
-- reads: journal_file.journal.run_effort
select source.*
from journal_file.journal.run_effort as source
where source.runner_id in (select runner_id from granted where scope = 'training')
qualify
    row_number() over (partition by entry_id order by saved_order desc) = 1
    and not is_deleted
