-- One row per runner and week since strength work began: sessions beside the week's running and pain.
-- grain: runner_id, week_start_date
-- columns:
--   runner_id: Our id of the runner
--   week_start_date: First day of the week
--   session_count [strength, sessions]: Days with strength work logged; 0 means none logged
--   planned_session_count [strength, sessions]: Sessions a week that the programme asks for
--   set_count: Sets logged
--   warm_up_count: Days with a warm-up ticked
--   distance_m: Distance run, metres; null if unknown, 0 for a week off
--   pain_worst_score: Highest pain logged in the week, 0-10; null if none was logged
-- source: metric.strength_week, metric.runner_week, metric.pain_day
with pain as (
    select
        day.runner_id,
        week_start_date(day.local_date, runner.week_start) as week_start_date,
        max(day.pain_worst_score) as pain_worst_score,
    from metric.pain_day as day
    inner join core.runner as runner using (runner_id)
    group by all
)

select
    strength.runner_id,
    strength.week_start_date,
    strength.session_count,
    strength.planned_session_count,
    strength.set_count,
    strength.warm_up_count,
    week.distance_m,
    pain.pain_worst_score,
from metric.strength_week as strength
left join metric.runner_week as week using (runner_id, week_start_date)
left join pain using (runner_id, week_start_date)
order by
    strength.runner_id,
    strength.week_start_date
