-- One row per runner and day since sleep was first logged: the seven nights up to it. A night belongs to the
-- day on whose morning it ended.
-- grain: runner_id, local_date
-- columns:
--   runner_id: the runner
--   local_date: local calendar day, the last of the seven
--   sleep_h: hours slept; null: not logged
--   night_7d_count: nights of the seven that were logged
--   sleep_mean_7d_h: mean of them; null: fewer than 80 % of the seven logged
--   short_night_7d_count: nights below short_below_h; null likewise
--   short_below_h: 7 for adults, 8 for runners up to 18 years; adults where the year of birth is not told
--   is_young: up to 18 years old, by the year of birth
-- source: Milewski 2014, doi 10.1097/BPO.0000000000000151 (up to 18 years); docs/evidence/metrics.md#sleep
with night as (
    select
        runner_id,
        local_date,
        sleep_h,
        saved_order,
    from journal.day_log
    qualify
        row_number() over (partition by entry_id order by saved_order desc) = 1
        and not is_deleted
),

logged as (
    select
        runner_id,
        local_date,
        arg_max(sleep_h, saved_order) as sleep_h,
    from night
    group by runner_id, local_date
),

day as (
    select
        runner_id,
        first_date + unnest(range(0, last_date - first_date + 1))::integer as local_date,
    from (
        select
            runner_id,
            min(local_date) as first_date,
            greatest(max(local_date), as_of_date()) as last_date,
        from logged
        group by runner_id
    )
),

aged as (
    select
        day.runner_id,
        day.local_date,
        logged.sleep_h,
        coalesce(
            year(day.local_date) - runner.birth_year <= parameter('young_until_years'), false
        ) as is_young,
    from day
    inner join core.runner as runner using (runner_id)
    left join logged using (runner_id, local_date)
),

limited as (
    select
        *,
        case
            when is_young then parameter('sleep_young_least_h')
            else parameter('sleep_adult_least_h')
        end as short_below_h,
    from aged
),

summed as (
    select
        *,
        count(sleep_h) over seven as night_7d_count,
        avg(sleep_h) over seven as mean_h,
        count(*) filter (sleep_h < short_below_h) over seven as short_count,
    from limited
    window
        seven as (
            partition by runner_id
            order by local_date
            rows between 6 preceding and current row
        )
)

select
    runner_id,
    local_date,
    sleep_h,
    night_7d_count,
    case
        when night_7d_count >= 7 * parameter('coverage_least_share') then round(mean_h, 6)
    end as sleep_mean_7d_h,
    case
        when night_7d_count >= 7 * parameter('coverage_least_share') then short_count
    end as short_night_7d_count,
    short_below_h,
    is_young,
from summed
