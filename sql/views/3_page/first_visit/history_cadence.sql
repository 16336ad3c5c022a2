-- One row per runner whose history is long enough to have two ends: cadence on the flat at the same speed
-- in the first weeks with runs and in the last ones.
-- grain: runner_id
-- columns:
--   runner_id: Our id of the runner
--   speed_mps: The usual speed on the flat that both are told at, metres a second
--   first_from_date: Day of the first run of the first weeks
--   first_spm: Middle one of the runs of the first twelve weeks, steps a minute of both feet
--   last_until_date: Day of the last run of the last weeks
--   last_spm: Middle one of the runs of the last twelve weeks, steps a minute of both feet
-- source: metric.run_flat_cadence; docs/evidence/metrics.md#cadence_adjusted
with run as (
    select
        runner_id,
        local_date,
        cadence_adjusted_spm,
        min(local_date) over (partition by runner_id) as first_date,
        max(local_date) over (partition by runner_id) as last_date,
    from metric.run_flat_cadence
    where
        is_judged
        and cadence_adjusted_spm is not null
        and local_date <= as_of_date() + 1
),

placed as (
    select
        *,
        local_date < first_date + 7 * parameter('history_week_count')::integer as is_first,
        local_date > last_date - 7 * parameter('history_week_count')::integer as is_last,
    from run
    where last_date - first_date >= 14 * parameter('history_week_count')
)

select
    runner_id,
    any_value(line.reference_speed_mps) as speed_mps,
    min(first_date) as first_from_date,
    round(median(cadence_adjusted_spm) filter (is_first), 6) as first_spm,
    max(last_date) as last_until_date,
    round(median(cadence_adjusted_spm) filter (is_last), 6) as last_spm,
from placed
inner join metric.cadence_reference as line using (runner_id)
group by runner_id
having
    count(*) filter (is_first) >= parameter('history_least_runs')
    and count(*) filter (is_last) >= parameter('history_least_runs')
order by runner_id
