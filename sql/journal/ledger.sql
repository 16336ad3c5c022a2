-- The latest word on each original that some import still stands for, in the order of import.
select
    item.runner_id,
    item.original_sha256,
    item.file,
    item.context,
    item.status,
from journal.import_item as item
inner join journal.import_batch as batch on batch.batch_id = item.batch_id
where
    batch.undone_at is null
    and item.original_sha256 is not null
    and list_contains(?, item.status)
qualify
    row_number() over (
        partition by item.runner_id, item.original_sha256
        order by item.status = 'duplicate', item.saved_order desc
    ) = 1
order by item.runner_id, item.saved_order
