-- The limits a light goes by, of runners who share their pain diary with this viewer.
-- scope: pain
-- reads: journal_file.journal.light_profile
select source.*
from journal_file.journal.light_profile as source
where source.runner_id in (select runner_id from granted where scope = 'pain')
qualify
    row_number() over (partition by entry_id order by saved_order desc) = 1
    and not is_deleted
