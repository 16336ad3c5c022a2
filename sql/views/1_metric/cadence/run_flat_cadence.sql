-- One row per run with flat, steady running and cadence: how much of it there was, and how long the
-- steps were beside the runner's own line of the eight weeks before. A watch cannot see where the foot
-- lands; steps longer than one's own at that speed are the nearest it comes.
-- grain: session_id
-- columns:
--   runner_id: who ran
--   session_id: the run
--   started_at: start, UTC
--   local_date: the runner's local calendar day
--   flat_s: flat, steady running behind the numbers
--   flat_speed_mps: mean speed there
--   flat_cadence_spm: mean cadence there, steps a minute of both feet
--   cadence_adjusted_spm: what it would have been at the runner's usual speed
--   step_length_m: length of one step there
--   expected_step_length_m: of the line of the eight weeks before the run's week, at that speed; null: no line
--   step_length_ratio: the one over the other; above 1 is longer than one's own; null: no line
--   is_judged: enough flat running to judge the run's cadence
-- source: docs/evidence/metrics.md#step_length
with run as (
    select * from metric.run
),

part as (
    select
        session_id,
        unnest(activity_ids) as activity_id,
    from core.session
),

block as (
    select
        part.session_id,
        sum(cadence.block_count) * parameter('cadence_block_s') as flat_s,
    from part
    inner join metric.activity_cadence as cadence using (activity_id)
    group by part.session_id
),

beside_line as (
    select
        run.runner_id,
        session_id,
        run.started_at,
        run.local_date,
        block.flat_s,
        run.flat_speed_mps,
        run.flat_cadence_spm,
        run.cadence_adjusted_spm,
        60 * run.flat_speed_mps / run.flat_cadence_spm as step_length_m,
        60 * run.flat_speed_mps / (line.intercept + line.slope * run.flat_speed_mps)
            as expected_step_length_m,
    from run
    inner join block using (session_id)
    left join metric.cadence_line as line
        on
            line.runner_id = run.runner_id
            and line.week_start_date = run.week_start_date - 7
    where run.flat_cadence_spm is not null
)

select
    runner_id,
    session_id,
    started_at,
    local_date,
    flat_s,
    flat_speed_mps,
    flat_cadence_spm,
    cadence_adjusted_spm,
    round(step_length_m, 6) as step_length_m,
    round(expected_step_length_m, 6) as expected_step_length_m,
    round(step_length_m / expected_step_length_m, 6) as step_length_ratio,
    flat_s >= parameter('cadence_judged_flat_s') as is_judged,
from beside_line
