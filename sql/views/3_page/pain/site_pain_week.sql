-- One row per calendar week, place and side with pain logged elsewhere than at the knee: the worst of it,
-- for the strip below the knees' calendar, whose weeks start on Monday.
-- grain: runner_id, week_start_date, site, side
-- columns:
--   runner_id: Our id of the runner
--   week_start_date: Monday of the week
--   site: hip, shin, calf, achilles, foot or back
--   side: left or right; null if both, the middle, or not told
--   worst_score: Highest score of the week, 0-10
--   logged_day_count: Days of it with a log of this place
-- source: metric.site_pain_day
select
    runner_id,
    date_trunc('week', local_date)::date as week_start_date,
    site,
    side,
    max(pain_worst_score) as worst_score,
    count(*)::integer as logged_day_count,
from metric.site_pain_day
where pain_worst_score is not null
group by all
order by
    runner_id,
    week_start_date,
    site,
    side
