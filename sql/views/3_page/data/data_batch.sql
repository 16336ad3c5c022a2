-- One row per import: when it ran, what became of its files, and whether it was taken back.
-- grain: batch_id
-- columns:
--   batch_id: Our id of the import
--   runner_id: Our id of the runner
--   started_at: When it began, UTC
--   finished_at: When it ended, UTC; null if it was interrupted
--   undone_at: When it was taken back, UTC; null if it stands
--   brought_by: What brought it in: folder for a watched folder, or the id of an upload token; null: a person
--   file_count: Files looked at
--   imported_count: Files that brought activities
--   duplicate_count: Files that were here already
--   skipped_count: Sound files without an activity
--   failed_count: Files that could not be read; their bytes are kept
--   set_aside_count: Files whose activity does not count until the runner says so
-- source: what the import wrote down; docs/evidence/index.md#typed
select
    batch_id,
    any_value(batch.runner_id) as runner_id,
    any_value(batch.started_at) as started_at,
    any_value(batch.finished_at) as finished_at,
    any_value(batch.undone_at) as undone_at,
    any_value(batch.brought_by) as brought_by,
    count(item.file) as file_count,
    count(item.file) filter (where item.status = 'imported') as imported_count,
    count(item.file) filter (where item.status = 'duplicate') as duplicate_count,
    count(item.file) filter (where item.status = 'skipped') as skipped_count,
    count(item.file) filter (where item.status = 'failed') as failed_count,
    count(item.file) filter (where item.status = 'set_aside') as set_aside_count,
from journal.import_batch as batch
left join journal.import_item as item using (batch_id)
group by batch_id
order by
    started_at desc,
    batch_id
