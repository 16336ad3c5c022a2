-- The latest word on each original that some import still stands for, in the order of import. What a table
-- said of a file is not lost with a later copy of the file by itself.
select
    item.runner_id,
    item.original_sha256,
    item.file,
    item.context,
    item.archive,
    item.status,
from journal.import_item as item
inner join journal.import_batch as batch on batch.batch_id = item.batch_id
where
    batch.undone_at is null
    and item.batch_id is distinct from ?
    and item.original_sha256 is not null
    and list_contains(?, item.status)
qualify
    row_number() over (
        partition by item.runner_id, item.original_sha256
        order by item.context is null, item.status = 'duplicate', item.saved_order desc
    ) = 1
order by item.runner_id, item.saved_order
