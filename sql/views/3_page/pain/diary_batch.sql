-- One row per diary that came in as a file and stands: it can be taken back as one.
-- grain: batch_id
-- columns:
--   batch_id: Our id of the diary
--   runner_id: Our id of the runner
--   kind: pain, sleep or strength
--   file_name: Name of the file
--   entry_count: Entries that it brought
--   first_date: Day of the first of them
--   last_date: Day of the last of them
--   saved_at: When it came in, UTC
-- source: what the runner brought in; docs/evidence/index.md#typed
select
    batch_id,
    runner_id,
    kind,
    file_name,
    entry_count,
    first_date,
    last_date,
    saved_at,
from journal.diary_batch
where not is_undone
order by
    saved_order desc
