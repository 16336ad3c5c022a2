-- One row per run with flat, steady running and cadence: a dot of cadence over speed.
-- grain: session_id
-- columns:
--   runner_id: Our id of the runner
--   session_id: Our id of the run
--   local_date: The runner's calendar day
--   flat_speed_mps [speed, {speed}]: Mean speed of the run's flat half-minutes, metres a second
--   flat_cadence_spm [cadence, steps/min]: Mean cadence there, steps a minute of both feet
--   cadence_adjusted_spm: What it would have been at the runner's usual speed
--   step_length_m: Length of one step there, metres
-- source: docs/evidence/metrics.md#cadence
select
    run.runner_id,
    run.session_id,
    run.local_date,
    run.flat_speed_mps,
    run.flat_cadence_spm,
    run.cadence_adjusted_spm,
    round(60 * run.flat_speed_mps / run.flat_cadence_spm, 6) as step_length_m,
from metric.run as run
where run.flat_cadence_spm is not null
order by
    run.runner_id,
    run.local_date,
    run.session_id
