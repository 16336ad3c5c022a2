-- Questionnaires of runners who share their pain diary with this viewer: the weekly one and a clinic's
-- alike tell how a knee hurts. The newest version of each entry.
-- scope: pain
-- reads: journal_file.journal.check_in
select source.*
from journal_file.journal.check_in as source
where source.runner_id in (select runner_id from granted where scope = 'pain')
qualify
    row_number() over (partition by entry_id order by saved_order desc) = 1
    and not is_deleted
