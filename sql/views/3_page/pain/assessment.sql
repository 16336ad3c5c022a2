-- One row per assessment that was logged, as it stands today.
-- grain: entry_id
-- columns:
--   entry_id: Our id of the entry
--   runner_id: Our id of the runner
--   local_date: Day of the assessment
--   knee: left or right; null if of everything that was ticked
--   assessed_by: physiotherapist, doctor or other
--   outcome: cleared, may_train_with_limits or under_care
--   note: What was found, in free words; null if nothing was said, or not for this viewer
-- source: what the runner or a clinician typed; docs/evidence/index.md#typed
select
    entry_id,
    runner_id,
    local_date,
    knee,
    assessed_by,
    outcome,
    note,
from journal.assessment
qualify
    row_number() over (partition by entry_id order by saved_order desc) = 1
    and not is_deleted
order by
    local_date desc,
    saved_order desc
