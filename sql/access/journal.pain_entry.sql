-- Pain of runners who share it with this viewer; the newest version of each entry.
select source.*
from journal_file.journal.pain_entry as source
where source.runner_id in (select runner_id from granted where scope = 'pain')
qualify
    row_number() over (partition by entry_id order by saved_at desc, source.rowid desc) = 1
    and not is_deleted
