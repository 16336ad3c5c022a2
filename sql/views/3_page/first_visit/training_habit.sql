-- One row per runner who said something of their usual running before there were runs to read it from.
-- grain: runner_id
-- columns:
--   runner_id: Our id of the runner
--   local_date: The day it was said
--   running_days: Days of the week they run on, monday to sunday; empty if not said
--   longest_lately_m: Longest run of late as they remember it, metres; null if not said
--   recorder_name: garmin, coros, polar, suunto, apple, phone, other or none; null if not said
-- source: journal.training_habit; docs/evidence/index.md#typed
select
    runner_id,
    local_date,
    running_days,
    longest_lately_m,
    recorder_name,
from journal.training_habit
order by runner_id
