-- One row per strength entry as it stands, newest first: what was done, and how it went for the knee.
-- grain: entry_id
-- columns:
--   entry_id: Our id of the entry; an edit keeps it
--   runner_id: Our id of the runner
--   local_date: The runner's calendar day
--   exercise: Which exercise, as it was logged
--   title: Its name in the runner's programme; null if it is none of its exercises
--   set_count: Sets, on each side where the exercise has sides; null if not said
--   repetition_count: Repetitions of a set; null if not said, or a hold
--   hold_s: Hold of a set, seconds; null if not said, or repetitions
--   load_kg: Weight held; null if not said
--   knee: left or right where only that side was trained; null for both
--   pain_during_score: Worst knee pain during it, 0-10; null if not said
--   pain_morning_rise_score: Rise of pain the morning after, of the day's exercise; null if not known
--   note: Free words; null if none
-- source: journal.strength_entry, metric.strength_day
with entry as (
    select *
    from journal.strength_entry
    qualify row_number() over (partition by entry_id order by saved_order desc) = 1
)

select
    entry.entry_id,
    entry.runner_id,
    entry.local_date,
    entry.exercise,
    exercise.title,
    entry.set_count,
    entry.repetition_count,
    entry.hold_s,
    entry.load_kg,
    entry.knee,
    entry.pain_during_score,
    day.pain_morning_rise_score,
    entry.note,
from entry
left join metric.strength_programme as mine using (runner_id)
left join rule.programme_exercise as exercise
    on exercise.programme_id = mine.programme_id
    and exercise.exercise_id = entry.exercise
left join metric.strength_day as day
    on day.runner_id = entry.runner_id
    and day.local_date = entry.local_date
    and day.exercise_id = entry.exercise
where not entry.is_deleted
order by
    entry.runner_id,
    entry.local_date desc,
    entry.saved_order desc
