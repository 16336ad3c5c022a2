-- A clinician's changes of rules, for runners whose training this viewer may see.
-- scope: training
-- reads: journal_file.journal.rule_override
select source.*
from journal_file.journal.rule_override as source
where source.runner_id in (select runner_id from granted where scope = 'training')
