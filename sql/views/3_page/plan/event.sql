-- One row per event ahead, the next one first.
-- grain: entry_id
-- columns:
--   entry_id: Our id of the entry
--   runner_id: Our id of the runner
--   name: What it is called, in the runner's words
--   event_date: The day of it
--   distance_m: How far, metres; null if not said
--   priority: A (trained for), B or C; null if not said
--   ahead_days: Days from today to it
--   is_near: Near enough that pain is worth having looked at
-- source: metric.runner_event
select
    entry_id,
    runner_id,
    name,
    event_date,
    distance_m,
    priority,
    event_date - as_of_date() as ahead_days,
    near_from_date <= as_of_date() as is_near,
from metric.runner_event
where event_date >= as_of_date()
order by
    runner_id,
    event_date,
    name
