-- What a runner said of a recorded activity, where it still holds.
select source.*
from journal_file.journal.activity_choice as source
where source.runner_id in (select runner_id from granted where scope = 'training')
qualify
    row_number() over (
        partition by activity_id, field
        order by saved_at desc, source.rowid desc
    ) = 1
    and not is_deleted
