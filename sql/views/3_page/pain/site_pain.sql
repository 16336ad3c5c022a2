-- One row per entry of pain elsewhere than at the knee, as it stands today.
-- grain: entry_id
-- columns:
--   entry_id: Our id of the entry; an edit keeps it
--   runner_id: Our id of the runner
--   local_date: The runner's calendar day
--   site: hip, shin, calf, achilles, foot or back
--   side: left or right; null if both, the middle, or not told
--   pain_before_score: Before running or at rest, 0-10; null if not asked
--   pain_during_score: Worst while running, 0-10; null if not asked
--   pain_after_score: An hour after, 0-10; null if not asked
--   pain_morning_score: The morning after this day, 0-10; null if not asked
--   worst_score: Highest of the four, 0-10
--   note: The runner's own words; null if none
-- source: what the runner typed; docs/evidence/index.md#typed
select
    entry_id,
    runner_id,
    local_date,
    site,
    side,
    pain_before_score,
    pain_during_score,
    pain_after_score,
    pain_morning_score,
    greatest(
        pain_before_score,
        pain_during_score,
        pain_after_score,
        pain_morning_score
    ) as worst_score,
    note,
from journal.site_pain
qualify
    row_number() over (partition by entry_id order by saved_order desc) = 1
    and not is_deleted
order by
    local_date desc,
    site,
    side,
    entry_id
