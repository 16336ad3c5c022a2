-- Imports are the runner's own business: file names may name places.
-- scope: own
-- reads: journal_file.journal.import_item
select source.*
from journal_file.journal.import_item as source
where source.runner_id in (select runner_id from granted where scope = 'own')
