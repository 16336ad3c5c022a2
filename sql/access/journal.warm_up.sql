-- Warm-ups of runners whose training this viewer may see; the newest version of each answer.
-- scope: training
-- reads: journal_file.journal.warm_up
select source.*
from journal_file.journal.warm_up as source
where source.runner_id in (select runner_id from granted where scope = 'training')
qualify
    row_number() over (partition by entry_id order by saved_order desc) = 1
    and not is_deleted
