-- What runners were shown is theirs alone: beside reasons of pain it tells on which days they looked. Who was
-- granted anything judges by the views, which hold every day.
-- scope: own
-- reads: journal_file.journal.shown
select source.*
from journal_file.journal.shown as source
where source.runner_id in (select runner_id from granted where scope = 'own')
