-- One row per runner and day: the longest run of the 30 days up to it, and how long a run the day after may be
-- by distance alone. While a jump stands among those days, this is counted from the longest run before the
-- jump, not from the jump.
-- grain: runner_id, local_date
-- columns:
--   runner_id: the runner
--   local_date: local calendar day
--   longest_30d_m: longest run of this day and the 29 before; null: no run of known distance
--   longest_session_id: that run; null: none
--   jump_session_id: the jump that binds, of those that stand; null: none stands
--   former_longest_m: longest run from before that jump; null: none stands
--   cap_m: 1.10 times the longest; while a jump stands 1.10 times the longest from before it, after a big one no more than that; null: no reference
--   moderate_from_m: a longer one would be a moderate spike, counted from the same run; null: no reference
--   large_from_m: a longer one would be a large spike, likewise; null: no reference
-- source: Frandsen 2025, doi 10.1136/bjsports-2024-109380; docs/evidence/metrics.md#longest_next
with day as (
    select
        runner_id,
        first_date + unnest(range(0, last_date - first_date + 1))::integer as local_date,
    from metric.runner_span
),

longest as (
    select
        runner_id,
        local_date,
        max(distance_m) as distance_m,
        arg_max(session_id, (distance_m, session_id)) as session_id,
    from core.session
    where distance_m is not null
    group by runner_id, local_date
),

jump as (
    select
        runner_id,
        local_date,
        min(ceiling_m) as ceiling_m,
        arg_min(former_longest_m, (ceiling_m, session_id)) as former_longest_m,
        arg_min(session_id, (ceiling_m, session_id)) as session_id,
    from risk.jump
    group by runner_id, local_date
),

windowed as (
    select
        runner_id,
        local_date,
        max(longest.distance_m) over recent as longest_30d_m,
        arg_max(longest.session_id, longest.distance_m) over recent as longest_session_id,
        min(jump.ceiling_m) over recent as ceiling_m,
        arg_min(jump.former_longest_m, jump.ceiling_m) over recent as former_longest_m,
        arg_min(jump.session_id, jump.ceiling_m) over recent as jump_session_id,
    from day
    left join longest using (runner_id, local_date)
    left join jump using (runner_id, local_date)
    window
        recent as (
            partition by runner_id
            order by local_date
            range between to_days(parameter('spike_window_days')::integer - 1) preceding
            and current row
        )
),

counted as (
    select
        *,
        coalesce(former_longest_m, longest_30d_m) as used_to_m,
    from windowed
)

select
    runner_id,
    local_date,
    longest_30d_m,
    longest_session_id,
    jump_session_id,
    former_longest_m,
    coalesce(ceiling_m, round(parameter('spike_small_ratio') * longest_30d_m, 3)) as cap_m,
    round(parameter('spike_moderate_ratio') * used_to_m, 3) as moderate_from_m,
    round(parameter('spike_large_ratio') * used_to_m, 3) as large_from_m,
from counted
