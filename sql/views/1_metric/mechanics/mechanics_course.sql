-- One row per runner, item and side that a mechanics check ever looked at: how often it was a finding,
-- and the last time beside the time before. It says what was seen, never why.
-- grain: runner_id, item_id, side
-- columns:
--   runner_id: the runner
--   item_id: what was looked at
--   item_index: its place in the list, from 0; null: the list has it no more
--   side: left or right; null: the item has no side
--   check_count: checks that looked at it
--   noted_count: checks in which it was a finding by itself; null: the item has none such
--   noted_words: that finding, as it was last seen; null: never
--   last_date: the last check that looked at it
--   last_words: what was seen then
--   is_noted_last: whether that was a finding by itself; null: the item has none such
--   previous_date: the check before that looked at it; null: none
--   previous_words: what was seen then; null: none
--   is_changed: the last differs from the one before; null: there is none before
-- source: metric.mechanics_finding; docs/evidence/metrics.md#mechanics
with seen as (
    select
        *,
        row_number() over (
            partition by runner_id, item_id, side
            order by local_date desc, seen_by, entry_id
        ) as newest_rank,
    from metric.mechanics_finding
)

select
    runner_id,
    item_id,
    any_value(item_index) as item_index,
    side,
    count(*)::integer as check_count,
    case
        when count(is_noted) > 0 then (count(*) filter (is_noted))::integer
    end as noted_count,
    first(finding_words order by newest_rank) filter (is_noted) as noted_words,
    any_value(local_date) filter (newest_rank = 1) as last_date,
    any_value(value_words) filter (newest_rank = 1) as last_words,
    any_value(is_noted) filter (newest_rank = 1) as is_noted_last,
    any_value(local_date) filter (newest_rank = 2) as previous_date,
    any_value(value_words) filter (newest_rank = 2) as previous_words,
    case
        when count(*) > 1
            then
                any_value(value_words) filter (newest_rank = 1)
                <> any_value(value_words) filter (newest_rank = 2)
    end as is_changed,
from seen
group by
    runner_id,
    item_id,
    side
