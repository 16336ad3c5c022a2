-- One row per runner with a plan of quicker steps under way: the line on Today.
-- grain: runner_id
-- columns:
--   runner_id: Our id of the runner
--   status_name: active or paused
--   state_name: What the last event led to
--   target_spm: Cadence to hold, at the reference speed
--   reference_speed_mps: The speed at which it holds
--   counted_run_count: Runs that held this step
--   wanted_run_count: Runs that a step is held for
--   until_date: Last day of the plan if it is left alone
-- source: docs/evidence/metrics.md#cadence_step
select
    runner_id,
    status_name,
    state_name,
    target_spm,
    reference_speed_mps,
    counted_run_count,
    wanted_run_count,
    started_at::date + 7 * parameter('cadence_step_most_weeks')::integer - 1 as until_date,
from page.cadence_plan
where status_name in ('active', 'paused')
order by runner_id
