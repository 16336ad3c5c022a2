-- One row per run of the last week that had downhill or fast running while that is left out.
-- grain: session_id
-- columns:
--   runner_id: Our id of the runner
--   session_id: The run
--   local_date: The runner's calendar day
--   descent_m: Metres lost; empty: it is not about downhill
--   fast_s: Fast and sprint time, seconds; empty: it is not about that
-- source: risk.swap_run; docs/evidence/metrics.md#swap
select
    run.runner_id,
    run.session_id,
    run.local_date,
    case when run.is_downhill then run.descent_m end as descent_m,
    case when run.is_fast then run.fast_s end as fast_s,
from risk.swap_run as run
inner join risk.swap as swap
    on
        swap.runner_id = run.runner_id
        and swap.start_date = run.swap_start_date
where
    as_of_date() between swap.start_date and swap.speed_until_date
    and run.local_date > as_of_date() - parameter('red_window_days')::integer
order by
    run.runner_id,
    run.local_date
