-- One row per runner and week: the cadence of the week's runs and where it is going. The trend is the
-- median of all slopes between two of the last eight weekly medians (Theil-Sen), so one odd week does not
-- turn it, and it is taken of the adjusted cadence: raw cadence falls whenever one runs slower.
-- grain: runner_id, week_start_date
-- columns:
--   runner_id: the runner
--   week_start_date: local first day of the week
--   run_count: runs with cadence
--   cadence_spm: median over runs, steps a minute of both feet; null: none recorded
--   cadence_adjusted_spm: median over runs, brought to the runner's usual speed; null: no flat cadence
--   step_length_m: median over runs; null: none recorded
--   trend_spm_per_week: change of the adjusted cadence a week over eight weeks; null: fewer than four with it, or no run in the last four
--   trend_week_count: weeks with adjusted cadence among the last eight
-- source: docs/evidence/metrics.md#cadence_adjusted
with span as (
    select
        runner_id,
        week_start_date(first_date, week_start) as first_week_date,
        last_date,
    from metric.runner_span
),

week as (
    select
        runner_id,
        first_week_date
        + 7 * unnest(range(0, (last_date - first_week_date) // 7 + 1))::integer
            as week_start_date,
    from span
),

run as (
    select
        runner_id,
        week_start_date,
        count(cadence_spm)::integer as run_count,
        round(median(cadence_spm), 6) as cadence_spm,
        round(median(cadence_adjusted_spm), 6) as cadence_adjusted_spm,
        round(median(step_length_m) filter (cadence_spm is not null), 6) as step_length_m,
    from metric.run
    group by runner_id, week_start_date
),

weekly as (
    select
        runner_id,
        week_start_date,
        cadence_adjusted_spm,
    from run
    where cadence_adjusted_spm is not null
),

pair as (
    select
        later.runner_id,
        later.week_start_date as later_date,
        (later.week_start_date - earlier.week_start_date) / 7 as week_count,
        (later.cadence_adjusted_spm - earlier.cadence_adjusted_spm)
        / ((later.week_start_date - earlier.week_start_date) / 7) as slope,
    from weekly as later
    cross join range(1, parameter('cadence_trend_weeks')::bigint) as apart(week_count)
    inner join weekly as earlier
        on
            earlier.runner_id = later.runner_id
            and earlier.week_start_date
            = later.week_start_date - 7 * apart.week_count::integer
),

slope_in_week as (
    select
        runner_id,
        later_date + 7 * week_offset::integer as week_start_date,
        slope,
    from pair
    cross join range(parameter('cadence_trend_weeks')::bigint) as offset_of(week_offset)
    where week_offset + week_count < parameter('cadence_trend_weeks')
),

trend as (
    select
        runner_id,
        week_start_date,
        median(slope) as slope,
    from slope_in_week
    group by runner_id, week_start_date
),

counted as (
    select
        week.runner_id,
        week.week_start_date,
        run.run_count,
        run.cadence_spm,
        run.cadence_adjusted_spm,
        run.step_length_m,
        (count(run.cadence_adjusted_spm) over (
            partition by week.runner_id
            order by week.week_start_date
            range between to_days(7 * (parameter('cadence_trend_weeks')::integer - 1))
            preceding and current row
        ))::integer as trend_week_count,
        (count(run.run_count) over (
            partition by week.runner_id
            order by week.week_start_date
            range between to_days(7 * (parameter('cadence_trend_quiet_weeks')::integer - 1))
            preceding and current row
        ))::integer as lately_week_count,
    from week
    left join run using (runner_id, week_start_date)
)

select
    runner_id,
    week_start_date,
    coalesce(counted.run_count, 0) as run_count,
    counted.cadence_spm,
    counted.cadence_adjusted_spm,
    counted.step_length_m,
    case
        when
            counted.trend_week_count >= parameter('cadence_trend_least_weeks')
            and counted.lately_week_count > 0
            then round(trend.slope, 6)
    end as trend_spm_per_week,
    counted.trend_week_count,
from counted
left join trend using (runner_id, week_start_date)
