-- One row per runner: what a run tomorrow would be compared with, and where jumps begin.
-- grain: runner_id
-- columns:
--   runner_id: Our id of the runner
--   tomorrow_date: The runner's next calendar day
--   longest_30d_m: Longest run of the 30 days before tomorrow, metres; null if there is none
--   reference_until_m: Up to here a run tomorrow is no jump, metres
--   small_until_m: Up to here it is a small jump
--   moderate_until_m: Up to here it is a moderate jump, beyond it a large one
-- source: Frandsen 2025, doi 10.1136/bjsports-2024-109380
with

span as (
    select
        runner_id,
        last_date + 1 as tomorrow_date,
    from metric.runner_span
),

recent as (
    select
        span.runner_id,
        any_value(span.tomorrow_date) as tomorrow_date,
        max(run.distance_m) as longest_30d_m,
    from span
    left join metric.session_spike as run
        on
            run.runner_id = span.runner_id
            and run.local_date < span.tomorrow_date
            and run.local_date >= span.tomorrow_date - parameter('spike_window_days')::integer
    group by span.runner_id
)

select
    runner_id,
    tomorrow_date,
    longest_30d_m,
    round(longest_30d_m * parameter('spike_small_ratio'), 3) as reference_until_m,
    round(longest_30d_m * parameter('spike_moderate_ratio'), 3) as small_until_m,
    round(longest_30d_m * parameter('spike_large_ratio'), 3) as moderate_until_m,
from recent
order by runner_id
