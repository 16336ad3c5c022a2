-- One row per runner and week, empty weeks included: everything a clinician lays side by side.
-- grain: runner_id, week_start_date
-- columns:
--   runner_id: Our id of the runner
--   week_start_date: First day of the week
--   distance_m [distance, {distance}]: Distance run, metres; null if unknown, 0 for a week off
--   longest_run_m [longest run, {distance}]: Longest run, metres; null if unknown
--   moving_s: Time moving, seconds; null if unknown
--   descent_m [descent, {height}]: Metres lost; null if unknown for more than a fifth of the time moving
--   descent_known_share: Part of the time moving of which metres lost are known, 0-1; null if nothing moved
--   fast_s [fast running, {minutes}]: Running near or above the reference speed, seconds; null if unknown for more than a fifth of the time moving
--   speed_known_share: Part of the time moving recorded in detail with a reference speed, 0-1; null if nothing moved
--   cadence_adjusted_spm [cadence at usual pace, steps/min]: Cadence at the usual speed, steps a minute; null if unknown
--   left_worst_score [worst pain, of 10]: Worst pain of the left knee, 0-10; null if none was logged
--   right_worst_score [worst pain, of 10]: Worst pain of the right knee, 0-10; null if none was logged
--   unknown_worst_score [worst pain, of 10]: Worst pain whose side is not said, 0-10; null if none was logged
--   logged_day_count: Days with any score of either knee
--   strength_count [strength, sessions]: Strength sessions logged; null before strength work began
--   strength_planned_count [strength, sessions]: Strength sessions planned; null likewise
--   is_running: The week is not over
-- source: metric.runner_week, metric.cadence_trend, metric.pain_day, metric.strength_week
with pain as (
    select
        pain_day.runner_id,
        week_start_date(pain_day.local_date, runner.week_start) as week_start_date,
        max(pain_worst_score) filter (knee = 'left') as left_worst_score,
        max(pain_worst_score) filter (knee = 'right') as right_worst_score,
        max(pain_worst_score) filter (knee = 'unknown') as unknown_worst_score,
        count(distinct local_date) filter (pain_worst_score is not null) as logged_day_count,
    from metric.pain_day as pain_day
    inner join core.runner as runner using (runner_id)
    where local_date <= as_of_date()
    group by all
)

select
    runner_id,
    week_start_date,
    week.distance_m,
    week.longest_run_m,
    week.moving_s,
    week.descent_m,
    week.descent_known_share,
    round(week.fast_s + week.sprint_s, 3) as fast_s,
    week.speed_known_share,
    cadence.cadence_adjusted_spm,
    pain.left_worst_score,
    pain.right_worst_score,
    pain.unknown_worst_score,
    coalesce(pain.logged_day_count, 0)::integer as logged_day_count,
    strength.session_count as strength_count,
    strength.planned_session_count as strength_planned_count,
    week.is_running,
from metric.runner_week as week
left join metric.cadence_trend as cadence using (runner_id, week_start_date)
left join pain using (runner_id, week_start_date)
left join metric.strength_week as strength using (runner_id, week_start_date)
order by
    runner_id,
    week_start_date
