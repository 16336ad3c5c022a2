-- One row per runner and week: cadence at the runner's usual pace, its trend, and the band in which
-- eight in ten of the trend's weeks lie.
-- grain: runner_id, week_start_date
-- columns:
--   runner_id: Our id of the runner
--   week_start_date: First day of the week
--   run_count: Runs with cadence
--   cadence_spm [cadence, steps/min]: Median over runs as measured, steps a minute of both feet; null if unknown
--   cadence_adjusted_spm [cadence at usual pace, steps/min]: Median over runs, brought to the runner's usual speed; null if unknown
--   step_length_m [step length, {height}]: Median length of one step, metres; null if unknown
--   trend_spm_per_week: Change of the adjusted cadence a week; null with too few weeks
--   trend_value_spm [trend, steps/min]: The trend at this week, steps a minute; null with too few weeks
--   trend_low_spm [trend, steps/min]: Lower edge of the band; null likewise
--   trend_high_spm [trend, steps/min]: Upper edge of the band; null likewise
-- source: metric.cadence_trend; docs/evidence/metrics.md#cadence_adjusted
with

week as (
    select * from metric.cadence_trend
),

residual as (
    select
        week.runner_id,
        week.week_start_date,
        earlier.cadence_adjusted_spm
        + week.trend_spm_per_week
        * ((week.week_start_date - earlier.week_start_date) / 7) as brought_forward_spm,
    from week
    inner join week as earlier
        on
            earlier.runner_id = week.runner_id
            and earlier.week_start_date <= week.week_start_date
            and earlier.week_start_date
            > week.week_start_date - 7 * parameter('cadence_trend_weeks')::integer
    where earlier.cadence_adjusted_spm is not null
),

band as (
    select
        runner_id,
        week_start_date,
        median(brought_forward_spm) as trend_value_spm,
        quantile_cont(brought_forward_spm, 0.1) as trend_low_spm,
        quantile_cont(brought_forward_spm, 0.9) as trend_high_spm,
    from residual
    where brought_forward_spm is not null
    group by
        runner_id,
        week_start_date
)

select
    runner_id,
    week_start_date,
    week.run_count,
    week.cadence_spm,
    week.cadence_adjusted_spm,
    week.step_length_m,
    week.trend_spm_per_week,
    round(band.trend_value_spm, 6) as trend_value_spm,
    round(band.trend_low_spm, 6) as trend_low_spm,
    round(band.trend_high_spm, 6) as trend_high_spm,
from week
left join band using (runner_id, week_start_date)
order by
    runner_id,
    week_start_date
