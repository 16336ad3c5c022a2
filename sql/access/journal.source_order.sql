-- In which order runners whose training this viewer may see want sources asked; the newest version of each.
-- scope: training
-- reads: journal_file.journal.source_order
select source.*
from journal_file.journal.source_order as source
where source.runner_id in (select runner_id from granted where scope = 'training')
qualify
    row_number() over (partition by entry_id order by saved_order desc) = 1
    and not is_deleted
