-- One row per thing that was seen in a mechanics check, oldest check first, in the order of the list.
-- grain: entry_id
-- columns:
--   entry_id: Our id; an edit of the same day keeps it
--   runner_id: Our id of the runner
--   local_date: Day of the check
--   seen_by: Whose eyes: runner or clinician
--   item_id: What was looked at, by its id
--   item_index: Its place in the list, from 0; null: the list has it no more
--   title: What was looked at
--   kind: Of which kind the value is; null: the list has it no more
--   side: left or right; null if the item has no side
--   value_code: yes, no or the code of a choice; null if of another kind
--   value: Seconds or a count; null if of another kind
--   value_text: Free words; null if of another kind
--   value_date: A day; null if of another kind
--   value_words: What was seen, in words
--   finding_words: The same with item and side
--   is_noted: A finding by itself; null if the item has none such
--   video_url: Where a video lies; null if none
--   note: Free words; null if none
--   saved_at: When it was written, UTC
-- source: metric.mechanics_finding
select
    finding.entry_id,
    finding.runner_id,
    finding.local_date,
    finding.seen_by,
    finding.item_id,
    finding.item_index,
    coalesce(item.title, finding.item_id) as title,
    item.kind,
    finding.side,
    finding.value_code,
    finding.value,
    finding.value_text,
    finding.value_date,
    finding.value_words,
    finding.finding_words,
    finding.is_noted,
    finding.video_url,
    finding.note,
    finding.saved_at,
from metric.mechanics_finding as finding
left join rule.mechanics_item as item using (item_id)
order by
    finding.runner_id,
    finding.local_date,
    finding.seen_by desc,
    finding.item_index nulls last,
    finding.item_id,
    finding.side
