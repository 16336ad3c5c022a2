-- One row per event that a runner trains for, as it stands today.
-- grain: entry_id
-- columns:
--   entry_id: our id of the entry
--   runner_id: the runner
--   name: what it is called, in the runner's words
--   event_date: the day of it
--   distance_m: how far; null: not said
--   priority: A (trained for), B or C; null: not said
--   near_from_date: from this day on it is near, and pain is worth having looked at
-- source: docs/evidence/metrics.md#event_pain
select
    entry_id,
    runner_id,
    name,
    event_date,
    distance_m,
    priority,
    event_date - parameter('event_near_days')::integer as near_from_date,
from journal.runner_event
qualify
    row_number() over (partition by entry_id order by saved_order desc) = 1
    and not is_deleted
