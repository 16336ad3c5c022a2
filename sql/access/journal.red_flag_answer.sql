-- Answers about warning signs, of runners who share their pain diary with this viewer. Earlier versions
-- too: they tell since when a sign has been ticked.
-- scope: pain
-- reads: journal_file.journal.red_flag_answer
select source.*
from journal_file.journal.red_flag_answer as source
where source.runner_id in (select runner_id from granted where scope = 'pain')
