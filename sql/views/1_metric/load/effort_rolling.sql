-- One row per runner and day: session loads of the seven days up to it, how alike those days were, and
-- the product of both. Described for athletes of many sports and colds, not for knees: a description only.
-- grain: runner_id, local_date
-- columns:
--   runner_id: the runner
--   local_date: local calendar day, the last of the seven
--   effort_load_au: exertion times minutes of the day's runs; 0: rest, null: unknown, or a run nobody rated
--   effort_load_7d_au: the same of seven days; null: fewer than 80 % of them known, or a run nobody rated
--   monotony_ratio: mean over sample standard deviation of the seven days, days off as 0; null: as above, or all days alike
--   strain_au: effort_load_7d_au times monotony_ratio; null: one is unknown
-- source: Foster 1998, MSSE 30:1164; docs/evidence/metrics.md#monotony
with rated as (
    select
        runner_id,
        local_date,
        sum(effort_load_au) as effort_load_au,
        count(*) - count(effort_load_au) as unrated_count,
    from metric.session_effort
    group by runner_id, local_date
),

day as (
    select
        runner_id,
        local_date,
        day.coverage,
        coalesce(rated.unrated_count, 0) as unrated_count,
        case
            when day.coverage = 'rest' then 0
            when day.coverage = 'run' and rated.unrated_count = 0
                then round(rated.effort_load_au, 3)
        end as effort_load_au,
    from metric.runner_day as day
    left join rated using (runner_id, local_date)
),

summed as (
    select
        *,
        count(*) filter (coverage <> 'unknown') over seven as known_count,
        sum(unrated_count) over seven as unrated_7d_count,
        sum(effort_load_au) over seven as load_7d_au,
        avg(effort_load_au) over seven as mean_au,
        nullif(round(stddev_samp(effort_load_au) over seven, 6), 0) as deviation_au,
    from day
    window
        seven as (
            partition by runner_id
            order by local_date
            rows between 6 preceding and current row
        )
),

known as (
    select
        *,
        case
            when
                known_count >= 7 * parameter('coverage_least_share')
                and unrated_7d_count = 0
                then load_7d_au
        end as known_7d_au,
    from summed
)

select
    runner_id,
    local_date,
    effort_load_au,
    round(known_7d_au, 3) as effort_load_7d_au,
    case when known_7d_au is not null then round(mean_au / deviation_au, 6) end as monotony_ratio,
    round(known_7d_au * mean_au / deviation_au, 6) as strain_au,
from known
