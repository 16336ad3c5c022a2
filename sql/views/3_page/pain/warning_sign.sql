-- One row per warning sign that stands, or is with a clinician who has not let the runner train again.
-- grain: entry_id, red_flag
-- columns:
--   entry_id: The pain entry or answer it was ticked in
--   red_flag: The sign, by its code
--   runner_id: Our id of the runner
--   local_date: Day it was ticked for
--   knee: left or right; null if of neither alone
--   is_standing: Nobody has looked at it yet
--   assessed_by: Who looks after it: physiotherapist, doctor or other; null if nobody yet
--   outcome_date: Since when; null likewise
-- source: metric.red_flag
select
    entry_id,
    red_flag,
    runner_id,
    local_date,
    knee,
    is_standing,
    assessed_by,
    outcome_date,
from metric.red_flag
where
    is_standing
    or outcome_name = 'under_care'
order by
    runner_id,
    local_date desc,
    red_flag,
    entry_id
