-- One row per runner and day: mean distance a day of the last seven days and the last four weeks, and the
-- ratios of the two that are in use. For experts: no band of such a ratio was shown to spare runners an
-- injury; in two cohorts of runners low ratios went with more. The first ratio holds its seven days in both
-- halves, so it cannot pass 4. Means are over the known days.
-- grain: runner_id, local_date
-- columns:
--   runner_id: the runner
--   local_date: local calendar day, the last of the days
--   mean_7d_m: metres a day, of seven days; null, here and below: fewer than 80 % of the days known, or a run of unknown distance
--   mean_28d_m: metres a day, of 28 days
--   mean_before_21d_m: metres a day, of the 21 days before those seven
--   coupled_ratio: mean_7d_m over mean_28d_m; null: as above, or nothing was run in them
--   uncoupled_ratio: mean_7d_m over mean_before_21d_m; null likewise
--   smooth_7d_m: metres a day, older days weighing ever less: 2 / (7 + 1) of the newest, from the first day on; unknown days change nothing
--   smooth_28d_m: the same with 2 / (28 + 1)
--   smooth_ratio: smooth_7d_m over smooth_28d_m
--   is_smooth_settled: six weeks are there and 80 % of them known; before, the first day weighs too much
-- source: Williams 2017, doi 10.1136/bjsports-2016-096589 (smooth); Lolli 2017, BJSM 53:921 (coupling); Frandsen 2025; Nakaoka 2021; docs/evidence/metrics.md#load_ratio
with day as (
    select
        runner_id,
        local_date,
        coverage <> 'unknown' as is_known,
        unmeasured_run_count,
        case when unmeasured_run_count = 0 then distance_m end as distance_m,
    from metric.runner_day
),

averaged as (
    select
        runner_id,
        local_date,
        avg(distance_m) over seven as mean_7d_m,
        avg(distance_m) over month as mean_28d_m,
        avg(distance_m) over before as mean_before_21d_m,
        coalesce(sum(unmeasured_run_count) over seven, 0) as unmeasured_7d_count,
        coalesce(sum(unmeasured_run_count) over month, 0) as unmeasured_28d_count,
        coalesce(sum(unmeasured_run_count) over before, 0) as unmeasured_before_count,
        count(*) filter (is_known) over seven as known_7d_count,
        count(*) filter (is_known) over month as known_28d_count,
        count(*) filter (is_known) over before as known_before_count,
        count(*) filter (is_known) over settling as known_settling_count,
        count(*) over settling as settling_count,
    from day
    window
        seven as (
            partition by runner_id
            order by local_date
            rows between 6 preceding and current row
        ),
        month as (
            partition by runner_id
            order by local_date
            rows between 27 preceding and current row
        ),
        before as (
            partition by runner_id
            order by local_date
            rows between 27 preceding and 7 preceding
        ),
        settling as (
            partition by runner_id
            order by local_date
            range between to_days(parameter('smooth_least_days')::integer - 1) preceding
            and current row
        )
),

listed as (
    select
        runner_id,
        list(local_date order by local_date) as dates,
        list([distance_m] order by local_date) as distances,
    from day
    group by runner_id
),

smoothed as (
    select
        runner_id,
        unnest(dates) as local_date,
        unnest(smoothed_series(distances, 7)) as smooth_7d_m,
        unnest(smoothed_series(distances, 28)) as smooth_28d_m,
    from listed
),

known as (
    select
        runner_id,
        local_date,
        case
            when
                known_7d_count >= 7 * parameter('coverage_least_share')
                and unmeasured_7d_count = 0
                then mean_7d_m
        end as mean_7d_m,
        case
            when
                known_28d_count >= 28 * parameter('coverage_least_share')
                and unmeasured_28d_count = 0
                then mean_28d_m
        end as mean_28d_m,
        case
            when
                known_before_count >= 21 * parameter('coverage_least_share')
                and unmeasured_before_count = 0
                then mean_before_21d_m
        end as mean_before_21d_m,
        case
            when known_7d_count >= 7 * parameter('coverage_least_share') then smoothed.smooth_7d_m
        end as smooth_7d_m,
        case
            when known_28d_count >= 28 * parameter('coverage_least_share')
                then smoothed.smooth_28d_m
        end as smooth_28d_m,
        settling_count >= parameter('smooth_least_days')
        and known_settling_count
        >= parameter('smooth_least_days') * parameter('coverage_least_share') as is_smooth_settled,
    from averaged
    inner join smoothed using (runner_id, local_date)
)

select
    runner_id,
    local_date,
    round(mean_7d_m, 3) as mean_7d_m,
    round(mean_28d_m, 3) as mean_28d_m,
    round(mean_before_21d_m, 3) as mean_before_21d_m,
    round(mean_7d_m / nullif(mean_28d_m, 0), 6) as coupled_ratio,
    round(mean_7d_m / nullif(mean_before_21d_m, 0), 6) as uncoupled_ratio,
    round(smooth_7d_m, 3) as smooth_7d_m,
    round(smooth_28d_m, 3) as smooth_28d_m,
    round(smooth_7d_m / nullif(smooth_28d_m, 0), 6) as smooth_ratio,
    is_smooth_settled,
from known
