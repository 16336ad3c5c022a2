-- One row per runner and day: the measures of recent against longer load that experts may ask for. Context
-- only: none of them is a sign of danger or of its absence.
-- grain: runner_id, local_date
-- columns:
--   runner_id: Our id of the runner
--   local_date: The runner's calendar day
--   mean_7d_m [mean distance, {distance} a day]: Metres a day, mean of the last seven; null, here and below, if too few days are known
--   mean_28d_m [mean distance, {distance} a day]: Metres a day, mean of the last 28; null if one is unknown
--   coupled_ratio [ratio of load, times]: The first over the second; its seven days are in both, so it cannot pass 4; null likewise
--   uncoupled_ratio [ratio of load, times]: The first over the mean of the 21 days before those seven; null likewise
--   smooth_ratio [ratio of load, times]: Smoothed mean of about a week over that of about four; null until six weeks are known
--   effort_load_7d_au: Exertion times minutes of seven days; null if a run of them was not rated
--   monotony_ratio: Mean over sample standard deviation of the seven daily loads; null likewise, or if all days were alike
--   strain_au: Exertion times minutes of seven days, times monotony; null likewise
-- source: metric.runner_load, metric.effort_rolling
select
    runner_id,
    local_date,
    load.mean_7d_m,
    load.mean_28d_m,
    load.coupled_ratio,
    load.uncoupled_ratio,
    case when load.is_smooth_settled then load.smooth_ratio end as smooth_ratio,
    effort.effort_load_7d_au,
    effort.monotony_ratio,
    effort.strain_au,
from metric.runner_load as load
left join metric.effort_rolling as effort using (runner_id, local_date)
order by
    runner_id,
    local_date
