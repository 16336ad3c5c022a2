-- One row per runner and exercise of their programme: what to do, what was done today and last time.
-- grain: runner_id, exercise_id
-- columns:
--   runner_id: Our id of the runner
--   exercise_id: Which exercise
--   title: Its name
--   planned_set_count: Sets of the programme
--   from_count: Low end of the repetitions of a set; null for a hold
--   until_count: Top of them; null for a hold
--   from_hold_s: Low end of a hold, seconds; null for repetitions
--   until_hold_s: Top of it; null for repetitions
--   is_per_side: That much on each side
--   tempo: How slow
--   cues: How it is done
--   what_for: What it is for
--   source: Who advises it
--   grade: Evidence grade, A to D
--   drawing: Name of its figure; empty if there is none
--   is_done: Anything of it is logged today
--   set_count: Sets logged today; null if none, or not said
--   repetition_count: Repetitions of a set today; null if not said
--   hold_s: Hold of a set today, seconds; null if not said
--   load_kg: Weight held today; null if not said
--   pain_during_score: Worst knee pain during it today, 0-10; null if not said
--   last_date: Last day before today with it; null if never
--   last_set_count: Sets of that day; null if not said
--   last_repetition_count: Repetitions of a set then; null if not said
--   last_hold_s: Hold of a set then, seconds; null if not said
--   last_load_kg: Weight held then; null if not said
--   last_pain_during_score: Worst knee pain during it then, 0-10; null if not said
--   last_pain_rise_score: Rise of pain the morning after; null if not known
--   next_step_name: start, again, more, weight, hold, back, restart or refer
--   next_reason_name: Why
--   next_set_count: Sets to do today; null if a clinician should be seen first
--   next_repetition_count: Repetitions of a set to do; null likewise, or for a hold
--   next_hold_s: Seconds to hold; null likewise, or for repetitions
--   next_load_kg: Weight to hold; null if none, or not known
-- source: metric.strength_day, metric.strength_next
with today as (
    select * from metric.strength_day
    where local_date = as_of_date()
)

select
    mine.runner_id,
    exercise.exercise_id,
    exercise.title,
    exercise.planned_set_count,
    exercise.from_count,
    exercise.until_count,
    exercise.from_hold_s,
    exercise.until_hold_s,
    exercise.is_per_side,
    exercise.tempo,
    exercise.cues,
    exercise.what_for,
    exercise.source,
    exercise.grade,
    exercise.drawing,
    today.local_date is not null as is_done,
    today.set_count,
    today.repetition_count,
    today.hold_s,
    today.load_kg,
    today.pain_during_score,
    next.last_date,
    next.last_set_count,
    next.last_repetition_count,
    next.last_hold_s,
    next.last_load_kg,
    next.last_pain_during_score,
    next.last_pain_rise_score,
    next.next_step_name,
    next.next_reason_name,
    next.next_set_count,
    next.next_repetition_count,
    next.next_hold_s,
    next.next_load_kg,
from metric.strength_programme as mine
inner join rule.programme_exercise as exercise using (programme_id)
inner join metric.strength_next as next using (runner_id, exercise_id)
left join today using (runner_id, exercise_id)
order by
    mine.runner_id,
    exercise.exercise_index
