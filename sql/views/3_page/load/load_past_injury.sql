-- One row per injury that the runner told of and that lies at most a year back. Context: it lowers no limit.
-- grain: entry_id
-- columns:
--   runner_id: Our id of the runner
--   entry_id: Our id of the entry
--   local_date: When it last kept the runner from running as usual
--   site: knee, hip, thigh, shin, calf, ankle, foot, back or other
--   side: left or right; null if both, or not told
-- source: what the runner typed; van der Worp 2015, PMC4338213
select
    runner_id,
    entry_id,
    local_date,
    site,
    side,
from journal.past_injury
where local_date >= as_of_date() - parameter('past_injury_days')::integer
qualify
    row_number() over (partition by entry_id order by saved_order desc) = 1
    and not is_deleted
order by
    local_date desc,
    entry_id
