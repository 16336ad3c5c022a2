-- What a runner said of a recorded activity that this viewer may see, where it still holds.
-- scope: training
-- reads: journal_file.journal.activity_choice, visible
select source.*
from journal_file.journal.activity_choice as source
where
    source.runner_id in (select runner_id from granted where scope = 'training')
    and source.activity_id in (select activity_id from visible)
qualify
    row_number() over (
        partition by activity_id, field
        order by saved_order desc
    ) = 1
    and not is_deleted
