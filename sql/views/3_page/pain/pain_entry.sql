-- One row per pain entry as it stands today: the newest version of each, deleted ones left out.
-- grain: entry_id
-- columns:
--   entry_id: Our id of the entry; an edit keeps it
--   runner_id: Our id of the runner
--   local_date: The runner's calendar day the entry is about
--   knee: left, right or unknown
--   place: Where on the knee; null if not told
--   pain_before_score: Pain before running or at rest, 0-10; null if not asked
--   pain_during_score: Worst pain while running, 0-10; null if not asked
--   pain_after_score: Pain an hour after the run, 0-10; null if not asked
--   pain_morning_score: Pain on the morning after this day, 0-10; null if not asked
--   pain_untimed_score: Pain at a moment that is not said, 0-10; null if every score has its moment
--   worst_score: Highest of these, 0-10; null if none was given
--   onset_m: Metres into the run where it began; null if not told
--   chips: What it felt like, as codes
--   red_flags: Warning signs ticked, as codes
--   is_limping: The runner limped or changed their step because of it
--   session_id: The run it belongs to, fixed when logged; null on a day off
--   note: The runner's own words; null if none
--   saved_at: When this version was written, UTC
--   first_saved_at: When the first version was written, UTC
--   change_count: How often it was changed since
-- source: what the runner typed; docs/evidence/index.md#typed
with history as (
    select
        entry_id,
        arg_min(saved_at, version_index) as first_saved_at,
        (count(*) - 1)::integer as change_count,
    from page.pain_version
    group by entry_id
),

entry as (
    select *
    from journal.pain_entry
    qualify row_number() over (partition by entry_id order by saved_order desc) = 1
)

select
    entry_id,
    runner_id,
    local_date,
    knee,
    place,
    pain_before_score,
    pain_during_score,
    pain_after_score,
    pain_morning_score,
    pain_untimed_score,
    greatest(
        pain_before_score,
        pain_during_score,
        pain_after_score,
        pain_morning_score,
        pain_untimed_score
    ) as worst_score,
    onset_m,
    chips,
    red_flags,
    is_limping,
    session_id,
    note,
    saved_at,
    history.first_saved_at,
    history.change_count,
from entry
inner join history using (entry_id)
where not is_deleted
order by
    local_date desc,
    knee,
    saved_order desc
