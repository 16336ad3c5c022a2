-- One row per runner and spell of days on which the knee asks for less distance. A spell opens with a red
-- day, or with the second amber day within seven, and lasts until seven green days have come after the last
-- such day (risk.calm_day). The week it starts from is fixed on the day it opens: worked out anew, it would
-- shrink with the running.
-- grain: runner_id, start_date
-- columns:
--   runner_id: the runner
--   start_date: local day that opened the spell
--   first_date: first amber or red day of it, that day or one before
--   last_date: last day so far with amber, red or a sign for a clinician
--   until_date: last day of the spell if the days to come are green
--   is_red: one of its days was red
--   baseline_7d_m: the smaller of the last seven days and the mean week of the last 28, on the day it opened; null: unknown
--   easing_share: how much less of that to run
--   target_7d_m: what is left for seven days; null: unknown
-- source: docs/evidence/metrics.md#easing
with light as (
    select
        runner_id,
        local_date,
        bool_or(light = 'red') as is_red,
        bool_or(light in ('amber', 'red')) as is_painful,
    from metric.pain_day
    group by runner_id, local_date
),

counted as (
    select
        runner_id,
        local_date,
        light.is_red,
        light.is_painful,
        calm_day.calm_until_date,
        light.is_red
        or (
            light.is_painful
            and count(*) filter (light.is_painful) over (
                partition by runner_id
                order by local_date
                range between to_days(parameter('easing_calm_days')::integer - 1) preceding
                and current row
            ) >= parameter('easing_amber_days')
        ) as is_opening,
        coalesce(
            local_date > lag(calm_day.calm_until_date) over (
                partition by runner_id order by local_date
            ),
            true
        ) as is_apart,
    from light
    inner join risk.calm_day as calm_day using (runner_id, local_date)
    where calm_day.is_troubled
),

numbered as (
    select
        *,
        count(*) filter (is_apart) over (
            partition by runner_id
            order by local_date
        ) as spell_index,
    from counted
),

spell as (
    select
        runner_id,
        spell_index,
        min(local_date) filter (is_opening) as start_date,
        min(local_date) filter (is_painful) as first_date,
        max(local_date) as last_date,
        max(calm_until_date) as until_date,
        bool_or(is_red) as is_red,
    from numbered
    group by runner_id, spell_index
    having start_date is not null
),

based as (
    select
        spell.runner_id,
        start_date,
        first_date,
        last_date,
        until_date,
        is_red,
        case
            when is_red then parameter('easing_red_share')
            else parameter('easing_amber_share')
        end as easing_share,
        baseline_week_m(rolling.distance_7d_m, rolling.distance_28d_m) as baseline_7d_m,
    from spell
    left join metric.runner_rolling as rolling
        on
            rolling.runner_id = spell.runner_id
            and rolling.local_date = spell.start_date
)

select
    runner_id,
    start_date,
    first_date,
    last_date,
    until_date,
    is_red,
    baseline_7d_m,
    easing_share,
    round((1 - easing_share) * baseline_7d_m, 3) as target_7d_m,
from based
