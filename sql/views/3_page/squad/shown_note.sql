-- One row per note that a coach shows to the runner, the newest first; the runner alone reads it.
-- grain: entry_id, saved_by
-- columns:
--   entry_id: Our id of the entry
--   runner_id: Our id of the runner
--   local_date: Day it was written
--   note: The words
--   saved_by: Who wrote it
--   written_at: When this version of it was written, UTC
--   age_days: Days since it was written
--   is_put_away: The runner has read this version and put it away
-- source: journal.shown_note; docs/evidence/index.md#typed
select
    entry_id,
    runner_id,
    local_date,
    note,
    saved_by,
    written_at,
    as_of_date() - local_date as age_days,
    is_put_away,
from journal.shown_note
order by
    local_date desc,
    entry_id,
    saved_by
