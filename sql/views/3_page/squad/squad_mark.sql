-- One row per runner whom this viewer marked as seen: what was seen, and how long that stays the same thing.
-- grain: runner_id
-- columns:
--   runner_id: Our id of the runner
--   seen_date: Day of the mark
--   seen_need: Their place on the board at that moment
--   seen_reason: The first reason then: a rule, or why nothing was known; null if none
--   seen_level: Its level; null if none
--   seen_knee: Its knee: left or right; null if of none
--   seen_session_id: Its run; null if of none
--   same_until_date: The same reason on a later day than this is a new one
-- source: our choice: a mark holds until the need is worse or the reason another; journal.squad_mark
select
    runner_id,
    local_date as seen_date,
    need as seen_need,
    reason as seen_reason,
    level as seen_level,
    knee as seen_knee,
    session_id as seen_session_id,
    coalesce(reason_date, local_date) + parameter('squad_seen_days')::integer as same_until_date,
from journal.squad_mark
where not is_deleted
order by runner_id
