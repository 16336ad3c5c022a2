-- One row per runner: the strength programme that counts for them, and whether they began.
-- grain: runner_id
-- columns:
--   runner_id: Our id of the runner
--   programme_id: The programme, by the name of its file
--   title: Its name
--   what_for: What it is for
--   session_count: Sessions a week
--   session_source: Who says so
--   session_grade: Evidence grade of that number, A to D
--   warm_up_from_min: Minutes of the warm-up, at least
--   warm_up_until_min: Minutes of the warm-up, at most
--   evidence: What was found of such programmes
--   source: Sources
--   grade: Evidence grade of the programme, A to D
--   checked_by: Who qualified has checked it; empty while nobody did
--   first_date: First day of the programme or of strength work; null if not begun
--   is_warm_up_done: Today's warm-up: done or said to be left out; null if not said
-- source: metric.strength_programme, rule.programme
select
    mine.runner_id,
    mine.programme_id,
    programme.title,
    programme.what_for,
    programme.session_count,
    programme.session_source,
    programme.session_grade,
    programme.warm_up_from_min,
    programme.warm_up_until_min,
    programme.evidence,
    programme.source,
    programme.grade,
    programme.checked_by,
    mine.first_date,
    warm_up.is_done as is_warm_up_done,
from metric.strength_programme as mine
inner join rule.programme as programme using (programme_id)
left join metric.warm_up_day as warm_up
    on warm_up.runner_id = mine.runner_id
    and warm_up.local_date = as_of_date()
order by mine.runner_id
