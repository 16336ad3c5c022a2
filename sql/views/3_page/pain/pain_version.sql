-- One row per version of a pain entry that says something else than the one before it, the first too.
-- grain: entry_id, version_index
-- columns:
--   entry_id: Our id of the entry; an edit keeps it
--   version_index: 1 for the first
--   runner_id: Our id of the runner
--   saved_at: When it was written, UTC
--   saved_by: Who wrote it
--   is_deleted: It says that the entry is gone
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
--   session_id: The run it belongs to; null on a day off
--   note: The runner's own words; null if none, or if they were changed since and are not this viewer's
-- source: what the runner typed; docs/evidence/index.md#typed
with told as (
    select
        *,
        {
            'is_deleted': is_deleted,
            'local_date': local_date,
            'knee': knee,
            'place': place,
            'before': pain_before_score,
            'during': pain_during_score,
            'after': pain_after_score,
            'morning': pain_morning_score,
            'untimed': pain_untimed_score,
            'onset_m': onset_m,
            'chips': chips,
            'red_flags': red_flags,
            'is_limping': is_limping,
            'note': note
        } as content,
    from journal.pain_entry
),

changed as (
    select *
    from told
    qualify
        content is distinct from lag(content) over (
            partition by entry_id order by saved_order
        )
)

select
    entry_id,
    row_number() over (
        partition by entry_id order by saved_order
    ) as version_index,
    runner_id,
    saved_at,
    saved_by,
    is_deleted,
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
from changed
order by
    entry_id,
    version_index
