-- Originals that one batch brought and no other that still stands: what an undo may remove.
select
    original_sha256,
    flatten(list(distinct activity_ids)) as activity_ids,
from journal.import_item
where
    batch_id = ?
    and original_sha256 is not null
    and not exists (
        select 1
        from journal.import_item as other
        inner join journal.import_batch as batch on batch.batch_id = other.batch_id
        where
            other.batch_id <> ?
            and other.original_sha256 = import_item.original_sha256
            and other.runner_id = import_item.runner_id
            and batch.undone_at is null
    )
group by original_sha256
order by original_sha256
