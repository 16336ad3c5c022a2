-- What a disconnection removed is the runner's own business; the newest version of each receipt.
-- scope: own
-- reads: journal_file.journal.receipt
select source.*
from journal_file.journal.receipt as source
where source.runner_id in (select runner_id from granted where scope = 'own')
qualify row_number() over (partition by receipt_id order by saved_order desc) = 1
