-- One row per run that had downhill or fast running while that was left out. It is a note, no reproach.
-- grain: session_id
-- columns:
--   runner_id: who ran
--   session_id: the run
--   local_date: the runner's local calendar day
--   swap_start_date: the spell it fell into
--   descent_m: metres lost; null: unknown
--   is_downhill: it lost more than 10 m a kilometre while downhill was left out
--   fast_s: fast and sprint time; null: unknown
--   is_fast: that was a minute or more
-- source: docs/evidence/metrics.md#swap
with placed as (
    select
        run.runner_id,
        run.session_id,
        run.local_date,
        run.distance_m,
        run.descent_m,
        run.fast_s + run.sprint_s as fast_s,
        swap.start_date,
        swap.until_date,
    from risk.swap as swap
    inner join metric.run as run
        on
            run.runner_id = swap.runner_id
            and run.local_date > swap.start_date
            and run.local_date <= swap.speed_until_date
    qualify
        row_number() over (partition by run.session_id order by swap.start_date desc) = 1
),

judged as (
    select
        *,
        coalesce(
            local_date <= until_date
            and descent_m
            > parameter('swap_descent_per_km_m') * distance_m / 1000 + parameter('ratio_slack'),
            false
        ) as is_downhill,
        coalesce(fast_s >= parameter('fast_run_least_s'), false) as is_fast,
    from placed
)

select
    runner_id,
    session_id,
    local_date,
    start_date as swap_start_date,
    descent_m,
    is_downhill,
    fast_s,
    is_fast,
from judged
where is_downhill or is_fast
