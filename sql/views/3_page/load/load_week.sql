-- One row per runner and week, empty weeks included: how much, and how it compares with before.
-- grain: runner_id, week_start_date
-- columns:
--   runner_id: Our id of the runner
--   week_start_date: First day of the week
--   distance_m [distance, {distance}]: Distance run, metres; null if nothing is known of the week, 0 for a week off
--   moving_s: Time running or walking in runs, seconds; null likewise
--   run_count: Runs; null likewise
--   longest_run_m [longest run, {distance}]: Longest run, metres; null likewise
--   ramp_ratio [growth, times]: Distance over that of the week before; null if that was too small or unknown
--   ramp_4w_ratio [growth, times]: Distance over the mean of the four weeks before; null if that is unknown
-- source: metric.runner_week, metric.weekly_ramp
select
    runner_id,
    week_start_date,
    week.distance_m,
    week.moving_s,
    week.run_count,
    week.longest_run_m,
    ramp.ramp_ratio,
    ramp.ramp_4w_ratio,
from metric.runner_week as week
left join metric.weekly_ramp as ramp using (runner_id, week_start_date)
order by
    runner_id,
    week_start_date
