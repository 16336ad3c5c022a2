-- One row per mechanics check, newest first: what was found, and what lies beside it.
-- grain: runner_id, local_date, seen_by
-- columns:
--   runner_id: Our id of the runner
--   local_date: Day of the check
--   seen_by: Whose eyes: runner or clinician
--   finding_count: Things looked at, each side by itself
--   noted_count: Of these, findings by themselves
--   noted_words: Those findings, each in words
--   other_words: The other things looked at, each in words, a no left out
--   video_urls: Links to videos, each once
--   notes: Free words, each once
--   entry_ids: Our ids of all of it
-- source: metric.mechanics_check, metric.mechanics_finding
with told as (
    select
        *,
        coalesce(item_index, 1000) as place,
    from metric.mechanics_finding
)

select
    seen.runner_id,
    seen.local_date,
    seen.seen_by,
    seen.finding_count,
    seen.noted_count,
    coalesce(
        list(told.finding_words order by told.place, told.side) filter (told.is_noted), []
    ) as noted_words,
    coalesce(
        list(told.finding_words order by told.place, told.side)
        filter (told.is_noted is not true and told.value_code is distinct from 'no'), []
    ) as other_words,
    coalesce(
        list(distinct told.video_url) filter (told.video_url is not null), []
    ) as video_urls,
    coalesce(list(distinct told.note) filter (told.note is not null), []) as notes,
    list(told.entry_id order by told.entry_id) as entry_ids,
from metric.mechanics_check as seen
inner join told using (runner_id, local_date, seen_by)
group by all
order by
    seen.runner_id,
    seen.local_date desc,
    seen.seen_by
