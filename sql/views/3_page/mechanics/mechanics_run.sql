-- One row per runner and span of four weeks, the latest first: what its runs tell beside a check.
-- grain: runner_id, from_date
-- columns:
--   runner_id: Our id of the runner
--   check_date: The check it lies before; null for the four weeks up to today
--   from_date: Its first day
--   until_date: Its last day
--   run_count: Runs in it
--   cadence_adjusted_spm: Steps a minute at the runner's usual speed, median over runs; null: see the reason
--   cadence_reason: Why it is not known; null if it is
--   step_length_ratio: Step length on the flat over the own line, median over runs; null: see the reason
--   step_length_reason: Why it is not known; null if it is
--   descent_slower_share: How much slower than usual descents were run, negative is faster; null: see the reason
--   descent_reason: Why it is not known; null if it is
--   descent_step_length_ratio: Step length on descents over the own line, median over runs; null: see the reason
--   descent_step_reason: Why it is not known; null if it is
--   moving_s: Time moving, seconds; null without a run
--   descent_known_share: Part of it of which metres lost are known, 0-1; null without a run
--   descent_m: Metres lost; null if unknown for more than a fifth of the time moving
-- source: metric.mechanics_run
select
    runner_id,
    check_date,
    from_date,
    until_date,
    run_count,
    cadence_adjusted_spm,
    cadence_reason,
    step_length_ratio,
    step_length_reason,
    descent_slower_share,
    descent_reason,
    descent_step_length_ratio,
    descent_step_reason,
    moving_s,
    descent_known_share,
    descent_m,
from metric.mechanics_run
order by
    runner_id,
    until_date desc,
    check_date nulls first
