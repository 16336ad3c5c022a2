-- What runners granted to whom is their own business; the newest version of each grant. One that was ever
-- withdrawn is so for good.
-- scope: own
-- reads: journal_file.journal.access_grant
select
    source.* replace (
        min(source.withdrawn_at) over (partition by source.grant_id) as withdrawn_at
    ),
from journal_file.journal.access_grant as source
where source.runner_id in (select runner_id from granted where scope = 'own')
qualify row_number() over (partition by grant_id order by saved_order desc) = 1
