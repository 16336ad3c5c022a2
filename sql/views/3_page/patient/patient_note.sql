-- One row per note or mark of a clinician, or question of the runner for them, the newest first.
-- grain: entry_id
-- columns:
--   entry_id: Our id of the entry
--   runner_id: Our id of the runner
--   local_date: Day of the session
--   kind: assessment, review, or question: what the runner wants to ask
--   note: In their own words; null for a review without words
--   saved_by: Who wrote it
--   saved_at: When, UTC
-- source: journal.clinic_note; docs/evidence/index.md#typed
with latest as (
    select *
    from journal.clinic_note
    qualify row_number() over (partition by entry_id order by saved_order desc) = 1
)

select
    entry_id,
    runner_id,
    local_date,
    kind,
    note,
    saved_by,
    saved_at,
from latest
where not is_deleted
order by
    runner_id,
    local_date desc,
    saved_order desc
