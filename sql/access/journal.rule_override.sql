-- A clinician's changes of rules, for runners whose training this viewer may see.
select source.*
from journal_file.journal.rule_override as source
where source.runner_id in (select runner_id from granted where scope = 'training')
