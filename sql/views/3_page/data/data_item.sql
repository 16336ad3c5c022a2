-- One row per file of an import that brought nothing in, with the sentence that says why.
-- grain: batch_id, file
-- columns:
--   batch_id: Our id of the import
--   runner_id: Our id of the runner
--   file: Name of the file as given
--   status: duplicate, skipped or failed
--   reason: Why, in a sentence
--   saved_at: When it was written down, UTC
-- source: what the import wrote down; docs/evidence/index.md#typed
select
    batch_id,
    runner_id,
    file,
    status,
    reason,
    saved_at,
from journal.import_item
where status <> 'imported'
order by
    max(saved_order) over (partition by batch_id) desc,
    case status when 'failed' then 0 when 'skipped' then 1 else 2 end,
    file
