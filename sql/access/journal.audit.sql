-- Who read of a runner is that runner's to know.
-- scope: own
-- reads: journal_file.journal.audit
select source.*
from journal_file.journal.audit as source
where source.runner_id in (select runner_id from granted where scope = 'own')
