-- One row per runner and week with a line of cadence over speed: the line, where it holds, and what
-- it gives at the runner's usual speed.
-- grain: runner_id, week_start_date
-- columns:
--   runner_id: Our id of the runner
--   week_start_date: First day of the last of the line's weeks
--   from_date: First day of the line's first week
--   until_date: Last day of the line's last week
--   slope: Steps a minute more per metre a second faster
--   intercept: Cadence of the line at standstill, a number of the line, not of running
--   min_speed_mps: Slowest flat speed of the runs behind the line, metres a second
--   max_speed_mps: Fastest flat speed of the runs behind the line, metres a second
--   reference_speed_mps: The runner's usual speed on the flat, metres a second
--   reference_cadence_spm: What the line gives at that speed, steps a minute of both feet
--   block_count: Flat half-minutes of running behind the line
--   line_method: own, drawn_to_usual (few of one's own, so leaning on other runners) or usual
-- source: docs/evidence/metrics.md#cadence_line
with

line as (
    select
        *,
        week_start_date - 7 * (parameter('cadence_line_weeks')::integer - 1) as from_date,
        week_start_date + 6 as until_date,
    from metric.cadence_line
),

run as (
    select
        runner_id,
        local_date,
        flat_speed_mps,
    from metric.run
),

speed as (
    select
        line.runner_id,
        line.week_start_date,
        min(run.flat_speed_mps) as min_speed_mps,
        max(run.flat_speed_mps) as max_speed_mps,
    from line
    inner join run
        on
            run.runner_id = line.runner_id
            and run.local_date between line.from_date and line.until_date
    group by
        line.runner_id,
        line.week_start_date
)

select
    runner_id,
    week_start_date,
    line.from_date,
    line.until_date,
    line.slope,
    line.intercept,
    speed.min_speed_mps,
    speed.max_speed_mps,
    reference.reference_speed_mps,
    round(line.intercept + line.slope * reference.reference_speed_mps, 6)
        as reference_cadence_spm,
    line.block_count,
    line.line_method,
from line
inner join speed using (runner_id, week_start_date)
inner join metric.cadence_reference as reference using (runner_id)
order by
    runner_id,
    week_start_date
