-- One row per runner whose sleep was logged: the seven nights up to this morning.
-- grain: runner_id
-- columns:
--   runner_id: Our id of the runner
--   sleep_h: Hours slept last night; null if not logged
--   night_7d_count: Nights of the last seven that were logged
--   sleep_mean_7d_h: Their mean, hours; null if fewer than six were logged
--   short_night_7d_count: Nights below short_below_h; null likewise
--   short_below_h: What counts as short: 7 hours, 8 up to 18 years
-- source: metric.sleep_rolling
select
    runner_id,
    sleep_h,
    night_7d_count,
    sleep_mean_7d_h,
    short_night_7d_count,
    short_below_h,
from metric.sleep_rolling
where local_date = as_of_date()
order by runner_id
