-- One row per pain entry that was deleted lately, as it was before: it can be brought back.
-- grain: entry_id
-- columns:
--   entry_id: Our id of the entry
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
--   session_id: The run it belongs to; null on a day off
--   note: The runner's own words; null if none
--   deleted_at: When it was deleted, UTC
-- source: what the runner typed; docs/evidence/index.md#typed
with newest as (
    select *
    from page.pain_version
    qualify row_number() over (partition by entry_id order by version_index desc) = 1
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
    worst_score,
    onset_m,
    chips,
    red_flags,
    is_limping,
    session_id,
    note,
    saved_at as deleted_at,
from newest
where
    is_deleted
    and saved_at::date > as_of_date() - parameter('pain_deleted_days')::integer
order by
    deleted_at desc,
    entry_id
