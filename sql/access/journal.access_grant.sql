-- What runners granted to whom is their own business; the newest version of each grant.
select source.*
from journal_file.journal.access_grant as source
where source.runner_id in (select runner_id from granted where scope = 'own')
qualify row_number() over (partition by grant_id order by saved_at desc, source.rowid desc) = 1
