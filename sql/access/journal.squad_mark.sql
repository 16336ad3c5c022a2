-- Marks that this viewer made, of runners whose training they may see; the newest one of each runner. A mark
-- tells what was seen, so it goes with everything that was shared then.
-- Given: temp tables granted, shared and moment.
-- scope: training
-- reads: journal_file.journal.squad_mark
select source.*
from journal_file.journal.squad_mark as source
where
    source.runner_id in (select runner_id from granted where scope = 'training')
    and source.saved_by = (select viewer_id from moment)
    and list_has_all(
        (select shared.scopes from shared where shared.runner_id = source.runner_id),
        source.scopes
    )
qualify
    row_number() over (partition by runner_id order by saved_order desc) = 1
    and not is_deleted
