-- One row per note or mark of a clinician, the newest first.
-- grain: entry_id
-- columns:
--   entry_id: Our id of the entry
--   runner_id: Our id of the runner
--   local_date: Day of the session
--   kind: assessment or review
--   note: In the clinician's words; null for a review without words
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
