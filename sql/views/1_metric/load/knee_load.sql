-- One row per runner and week: the knee load of its runs with its range, against the runner's own weeks
-- before. Never tested against pain or injury, not comparable between people, blind to body mass, shoes,
-- surface and foot strike.
-- grain: runner_id, week_start_date
-- columns:
--   runner_id: the runner
--   week_start_date: local first day of the week
--   knee_load [knee load, thousand flat steps]: thousands of flat steps of own usual length, of runs with cadence in detail; 0: a week off, null: unknown for more than a fifth of the moving time
--   knee_load_flat: the same if descents weighed nothing extra
--   knee_load_steep: the same if descents weighed as much as braking force peaks grow
--   knee_load_low [knee load, thousand flat steps]: the least over the ranges of both weights, of descents and of step length; null: unknown
--   knee_load_high [knee load, thousand flat steps]: the most over both
--   moving_s: time moving; null: unknown
--   knee_load_known_share: part of it with cadence in detail, which knee_load is over, 0-1; null: nothing moved
--   known_run_count: runs with cadence in detail
--   run_count: runs of the week; null: unknown
--   usual_knee_load [knee load, thousand flat steps]: mean of the four weeks before; null: one of them is not known in full
--   knee_load_ratio: this week over that; null: a run of the week is unknown, or that is zero
-- source: Lenhart 2014, Willson 2014, Telhan 2010, Gottschall & Kram 2005, Hart 2022; docs/evidence/metrics.md#knee_load
with week as (
    select * from metric.runner_week
),

summed as (
    select
        runner_id,
        week_start_date,
        count(knee_load)::integer as known_run_count,
        round(sum(knee_load_flat), 6) as knee_load_flat,
        round(sum(knee_load_steep), 6) as knee_load_steep,
        round(sum(knee_load_low), 6) as knee_load_low,
        round(sum(knee_load_high), 6) as knee_load_high,
    from metric.run
    group by runner_id, week_start_date
),

known as (
    select
        runner_id,
        week_start_date,
        week.knee_load,
        week.moving_s,
        week.knee_load_known_share,
        week.run_count,
        week.is_complete,
        week.is_running,
        coalesce(summed.known_run_count, 0) as known_run_count,
        case
            when week.knee_load = 0 then 0
            when week.knee_load is not null then summed.knee_load_flat
        end as knee_load_flat,
        case
            when week.knee_load = 0 then 0
            when week.knee_load is not null then summed.knee_load_steep
        end as knee_load_steep,
        case
            when week.knee_load = 0 then 0
            when week.knee_load is not null then summed.knee_load_low
        end as knee_load_low,
        case
            when week.knee_load = 0 then 0
            when week.knee_load is not null then summed.knee_load_high
        end as knee_load_high,
        case
            when
                week.is_complete
                and coalesce(summed.known_run_count, 0) = week.run_count
                then week.knee_load
        end as whole_knee_load,
    from week
    left join summed using (runner_id, week_start_date)
),

compared as (
    select
        *,
        avg(whole_knee_load) over four_before as mean_knee_load,
        count(whole_knee_load) over four_before as known_week_count,
    from known
    window
        four_before as (
            partition by runner_id
            order by week_start_date
            rows between 4 preceding and 1 preceding
        )
)

select
    runner_id,
    week_start_date,
    knee_load,
    knee_load_flat,
    knee_load_steep,
    knee_load_low,
    knee_load_high,
    moving_s,
    knee_load_known_share,
    known_run_count,
    run_count,
    case when known_week_count = 4 then round(mean_knee_load, 6) end as usual_knee_load,
    case
        when known_week_count = 4 and (is_complete or is_running) and known_run_count = run_count
            then round(knee_load / nullif(mean_knee_load, 0), 6)
    end as knee_load_ratio,
from compared
