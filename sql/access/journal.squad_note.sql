-- Notes that this viewer wrote, of runners whose training they may see; the newest version of each entry.
-- Nobody else reads them here: what is shown to the runner lies in journal.shown_note, and all of it in their export.
-- Given: temp tables granted and moment.
-- scope: training
-- reads: journal_file.journal.squad_note
select source.*
from journal_file.journal.squad_note as source
where
    source.runner_id in (select runner_id from granted where scope = 'training')
    and source.saved_by = (select viewer_id from moment)
qualify
    row_number() over (partition by entry_id order by saved_order desc) = 1
    and not is_deleted
