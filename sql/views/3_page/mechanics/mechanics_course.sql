-- One row per runner, item and side that a check ever looked at, the plainest finding first.
-- grain: runner_id, item_id, side
-- columns:
--   runner_id: Our id of the runner
--   item_id: What was looked at, by its id
--   title: What was looked at
--   side: left or right; null if the item has no side
--   check_count: Checks that looked at it
--   noted_count: Checks in which it was a finding by itself; null if the item has none such
--   noted_words: That finding in words, as it was last seen; null if never
--   last_date: The last check that looked at it
--   last_words: What was seen then
--   is_noted_last: Whether that was a finding by itself; null if the item has none such
--   previous_date: The check before that looked at it; null if none
--   previous_words: What was seen then; null if none
--   is_changed: The last differs from the one before; null if there is none before
--   is_of_last_check: The runner's last check looked at it
-- source: metric.mechanics_course
with course as (
    select
        *,
        max(last_date) over (partition by runner_id) as check_date,
    from metric.mechanics_course
)

select
    course.runner_id,
    course.item_id,
    coalesce(item.title, course.item_id) as title,
    course.side,
    course.check_count,
    course.noted_count,
    course.noted_words,
    course.last_date,
    course.last_words,
    course.is_noted_last,
    course.previous_date,
    course.previous_words,
    course.is_changed,
    course.last_date = course.check_date as is_of_last_check,
from course
left join rule.mechanics_item as item using (item_id)
order by
    course.runner_id,
    coalesce(course.is_noted_last, false) desc,
    coalesce(course.noted_count, 0) desc,
    coalesce(course.noted_count / course.check_count, 0) desc,
    course.item_index nulls last,
    course.side
