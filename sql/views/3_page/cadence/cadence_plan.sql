-- One row per runner with a plan of quicker steps: the newest, and where it stands today.
-- grain: runner_id
-- columns:
--   runner_id: Our id of the runner
--   plan_id: The plan
--   started_at: When it was started, UTC
--   status_name: active, paused, stopped, lapsed, done or acclimated_stop
--   state_name: What the last event led to
--   baseline_spm: Cadence it began from, steps a minute at its reference speed
--   reference_speed_mps: Speed that every run's cadence is brought to
--   aim_spm: 170 steps a minute for the runner's height
--   is_height_known: No: the aim is 170 as it stands
--   step_index: Steps of 5 % above the baseline
--   target_spm: Cadence to hold, at the reference speed
--   held_from_spm: Cadence from which a run counts
--   counted_run_count: Runs that held this step
--   wanted_run_count: Runs that a step is held for
--   missed_run_count: Misses in a row
--   miss_limit_count: Misses in a row after which the count begins anew
--   most_share: How far above the baseline any plan goes, a share
--   judged_flat_s: Flat, steady running that a run needs to be judged
--   advised_spm: The cadence that the aim is fitted from
--   last_event_date: Day of the last run or pain of it
--   finished_date: Day of the run that ended it
-- source: docs/evidence/metrics.md#cadence_step
select
    runner_id,
    plan_id,
    started_at,
    status_name,
    state_name,
    baseline_spm,
    reference_speed_mps,
    aim_spm,
    is_height_known,
    step_index,
    target_spm,
    held_from_spm,
    counted_run_count,
    wanted_run_count,
    missed_run_count,
    parameter('cadence_step_miss_count')::integer as miss_limit_count,
    parameter('cadence_step_share') * parameter('cadence_step_most_level') as most_share,
    parameter('cadence_judged_flat_s') as judged_flat_s,
    parameter('cadence_advised_spm') as advised_spm,
    last_event_date,
    finished_date,
from metric.cadence_progress
where is_newest
order by runner_id
