-- One row per runner whose data may be seen: name and the settings that decide how it is shown.
-- grain: runner_id
-- columns:
--   runner_id: Our id of the runner
--   display_name: Name as shown on every screen
--   birth_year: Year of birth; null if not told
--   height_cm: Height in centimetres; null if not told
--   time_zone: IANA time zone that decides what a day is
--   week_start: First day of the week, monday or sunday
--   units: km or miles, for display only
-- source: what the runner typed; docs/evidence/index.md#typed
select
    runner_id,
    display_name,
    birth_year,
    height_cm,
    time_zone,
    week_start,
    units,
from core.runner
order by
    lower(display_name),
    runner_id
