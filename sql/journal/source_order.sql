-- The sources that the runner wants asked first, each with its place from 1.
select
    unnest(source_names) as source_name,
    unnest(range(1, len(source_names) + 1)) as place,
from (
    from journal.source_order
    where runner_id = ?
    qualify
        row_number() over (partition by entry_id order by saved_order desc) = 1
        and not is_deleted
) as newest
