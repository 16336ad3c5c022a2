-- Knees that a runner wants to be asked about weekly, or not: it tells of pain, and goes with it.
-- scope: pain
-- reads: journal_file.journal.check_in_wish
select source.*
from journal_file.journal.check_in_wish as source
where source.runner_id in (select runner_id from granted where scope = 'pain')
qualify row_number() over (partition by runner_id, knee order by saved_order desc) = 1
