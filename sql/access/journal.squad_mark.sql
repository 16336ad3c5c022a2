-- Marks that this viewer made, of runners whose training they may see; the newest one of each runner. A mark
-- tells what was seen, so it goes with everything that was shared then.
-- Given: temp tables granted and moment.
select source.*
from journal_file.journal.squad_mark as source
where
    source.runner_id in (select runner_id from granted where scope = 'training')
    and source.saved_by = (select viewer_id from moment)
    and list_has_all(
        (select list(scope) from granted where granted.runner_id = source.runner_id),
        source.scopes
    )
qualify
    row_number() over (partition by runner_id order by saved_order desc) = 1
    and not is_deleted
