-- One row per thing that was seen in a mechanics check, of one item and side, as it stands now.
-- Somebody's eyes saw it; nothing of it comes from a sensor.
-- grain: entry_id
-- columns:
--   entry_id: our id
--   runner_id: the runner
--   local_date: the runner's calendar day of the check
--   seen_by: whose eyes: runner or clinician
--   item_id: what was looked at
--   item_index: its place in the list, from 0; null: the list has it no more
--   side: left or right; null: the item has no side
--   value_code: yes, no or the code of a choice; null: another kind of value
--   value: seconds or a count; null: another kind of value
--   value_text: free words; null: another kind of value
--   value_date: a day; null: another kind of value
--   value_words: the value for people, whatever its kind
--   finding_words: what was seen, for people: of a yes the words of its item, else item, side and value
--   is_noted: a finding by itself: a yes, or a choice that the list marks so; null: the item has none such
--   video_url: where a video lies; null: none
--   note: free words; null: none
--   saved_at: when it was written, UTC
-- source: sql/mechanics; docs/evidence/metrics.md#mechanics
with entry as (
    select *
    from journal.mechanics_finding
    qualify row_number() over (partition by entry_id order by saved_order desc) = 1
),

has_noted as (
    select
        item_id,
        bool_or(is_noted) as is_any,
    from rule.mechanics_choice
    group by item_id
),

told as (
    select
        entry.*,
        item.item_index,
        item.finding,
        coalesce(item.title, entry.item_id) as title,
        case
            when entry.value_code in ('yes', 'no') then entry.value_code = 'yes'
            when has_noted.is_any then coalesce(choice.is_noted, false)
        end as is_noted,
        coalesce(
            choice.title,
            entry.value_code,
            format('{:g}', entry.value_number) || coalesce(' ' || nullif(item.unit, ''), ''),
            entry.value_text,
            strftime(entry.value_date, '%-d %b %Y')
        ) as value_words,
    from entry
    left join rule.mechanics_item as item using (item_id)
    left join rule.mechanics_choice as choice
        on
            choice.item_id = entry.item_id
            and choice.code = entry.value_code
    left join has_noted on has_noted.item_id = entry.item_id
    where not entry.is_deleted
)

select
    entry_id,
    runner_id,
    local_date,
    seen_by,
    item_id,
    item_index,
    side,
    value_code,
    value_number as value,
    value_text,
    value_date,
    value_words,
    case
        when value_code = 'yes' and finding <> '' then replace(finding, '{side}', coalesce(side, ''))
        else title || coalesce(', ' || side, '') || ': ' || value_words
    end as finding_words,
    is_noted,
    video_url,
    note,
    saved_at,
from told
