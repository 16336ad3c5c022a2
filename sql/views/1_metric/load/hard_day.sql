-- One row per runner and hard day: a run past the longest of 30 days, or ten fast minutes, or more effort
-- or more descent than three in four of the runner's own runs of six weeks. What is hard is our choice.
-- grain: runner_id, local_date
-- columns:
--   runner_id: the runner
--   local_date: local calendar day
--   is_spike: a run more than a tenth longer than the longest of the 30 days before; null: unknown
--   is_fast: ten minutes or more of fast and sprint time, of runs with a stream; null: none known, and more than a fifth of the day has no stream
--   is_effort: a run with as much effort as the upper quarter of the runner's own; null: unknown
--   is_descent: a run with as many metres lost as the upper quarter, altitude by barometer or map; null: unknown
--   hard_gap_days: days since the hard day before; null: the first
-- source: docs/evidence/metrics.md#hard_day
with spike as (
    select
        runner_id,
        local_date,
        bool_or(
            believable_spike_ratio(spike_ratio, is_other_device)
            > parameter('spike_small_ratio') + parameter('ratio_slack')
        ) as is_spike,
    from metric.session_spike
    group by runner_id, local_date
),

effort as (
    select
        runner_id,
        local_date,
        bool_or(
            effort_load_au >= effort_upper_au and effort_load_au > effort_median_au
        ) as is_effort,
    from metric.session_effort
    group by runner_id, local_date
),

lost as (
    select
        runner_id,
        local_date,
        descent_m,
        count(descent_m) over before as descent_run_count,
        quantile_cont(descent_m, 0.5) over before as median_m,
        quantile_cont(descent_m, parameter('hard_upper_share')) over before as upper_m,
    from metric.run
    where altitude_source in ('barometric', 'corrected')
    window
        before as (
            partition by runner_id
            order by started_at
            range between to_days(parameter('hard_window_days')::integer) preceding
            and interval 1 microsecond preceding
        )
),

descent as (
    select
        runner_id,
        local_date,
        bool_or(
            descent_m >= upper_m
            and descent_m > median_m
            and descent_m >= parameter('hard_descent_least_m')
        ) filter (descent_run_count >= parameter('hard_least_run_count')) as is_descent,
    from lost
    group by runner_id, local_date
),

judged as (
    select
        runner_id,
        local_date,
        spike.is_spike,
        -- What is known may be enough by itself; that it is not says little of a day known in part.
        recorded.fast_s + recorded.sprint_s >= parameter('hard_fast_least_s')
        or day.fast_s + day.sprint_s >= parameter('hard_fast_least_s') as is_fast,
        effort.is_effort,
        descent.is_descent,
    from metric.runner_day as day
    inner join metric.recorded_day as recorded using (runner_id, local_date)
    left join spike using (runner_id, local_date)
    left join effort using (runner_id, local_date)
    left join descent using (runner_id, local_date)
    where day.coverage = 'run'
),

hard as (
    select *
    from judged
    where
        coalesce(is_spike, false)
        or coalesce(is_fast, false)
        or coalesce(is_effort, false)
        or coalesce(is_descent, false)
)

select
    runner_id,
    local_date,
    is_spike,
    is_fast,
    is_effort,
    is_descent,
    local_date - lag(local_date) over (partition by runner_id order by local_date)
        as hard_gap_days,
from hard
