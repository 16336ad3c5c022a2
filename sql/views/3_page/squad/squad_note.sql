-- One row per note that this viewer wrote about a runner, the newest first.
-- grain: entry_id
-- columns:
--   entry_id: Our id of the entry
--   runner_id: Our id of the runner
--   note_index: 1 for the newest of this runner
--   local_date: Day it was written
--   note: The words
--   is_shown_to_runner: The runner reads it too
--   saved_at: When, UTC
-- source: journal.squad_note; docs/evidence/index.md#typed
select
    entry_id,
    runner_id,
    row_number() over (
        partition by runner_id
        order by local_date desc, saved_order desc
    )::integer as note_index,
    local_date,
    note,
    is_shown_to_runner,
    saved_at,
from journal.squad_note
where not is_deleted
order by
    runner_id,
    note_index
