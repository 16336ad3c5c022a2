-- One row per runner and week, empty weeks included, from the first recorded week to the present one, with
-- how far and how well known: the narrow part of metric.runner_week, which the weekly ramp rests on.
-- Days are never listed one by one: all are a run or a known rest but those of the long stretches without
-- any activity, and of these the confirmed ones are.
-- grain: runner_id, week_start_date
-- columns:
--   runner_id: the runner
--   week_start_date: local first day of the week, monday or sunday as the runner has it
--   distance_m: distance of the week's runs; 0: a week off, null: unknown
--   run_count: runs of the week; null: the week is not known
--   longest_run_m: longest run of the week; 0: a week off; null: unknown
--   unmeasured_run_count: runs of unknown distance; null: the week is not known
--   covered_day_count: days with a run or a known rest, of seven
--   last_run_date: local day of the week's last run; null: none
--   is_complete: at least 80 % of the seven days are known, and the distance of every run
--   is_running: the week is not over
-- source: docs/evidence/metrics.md#weekly_distance
with span as (
    select
        *,
        week_start_date(first_date, week_start) as first_week,
        week_start_date(last_date, week_start) as last_week,
    from metric.runner_span
),

-- Stretches of more than six weeks between two recorded activities, of any sport. Two that lie in the same
-- six weeks have none between them, so only the first and the last of such a span are compared.
active as (
    select
        activity.runner_id,
        (activity.local_date - date '1970-01-01') // parameter('coverage_gap_days')::integer
            as span_index,
        min(activity.local_date) as active_from_date,
        max(activity.local_date) as active_until_date,
    from core.activity as activity
    inner join span using (runner_id)
    where not activity.is_excluded and activity.local_date <= span.last_date
    group by all
),

gap as (
    select
        runner_id,
        previous_date + 1 as first_date,
        active_from_date - 1 as last_date,
    from (
        select
            *,
            lag(active_until_date) over (
                partition by runner_id
                order by span_index
            ) as previous_date,
        from active
    )
    where active_from_date - previous_date > parameter('coverage_gap_days')
),

unknown_day as (
    select
        runner_id,
        first_date,
        last_date,
    from gap
    union all
    select
        runner_id,
        last_recorded_date + 1 as first_date,
        last_date,
    from span
    where last_recorded_date < last_date
),

-- A week of such a stretch with how many of its days lie in it, and a confirmed rest that takes one back.
left_out as (
    select
        runner_id,
        week_start_date,
        sum(day_count)::integer as unknown_day_count,
    from (
        select
            runner_id,
            week_start_date,
            least(last_date, week_start_date + 6) - greatest(first_date, week_start_date) + 1
                as day_count,
        from (
            select
                unknown_day.*,
                week_start_date(unknown_day.first_date, span.week_start)
                + unnest(range(
                    0,
                    week_start_date(unknown_day.last_date, span.week_start)
                    - week_start_date(unknown_day.first_date, span.week_start)
                    + 1,
                    7
                ))::integer as week_start_date,
            from unknown_day
            inner join span using (runner_id)
        )
        union all
        select
            runner_id,
            week_start_date,
            -1 as day_count,
        from (
            select distinct
                rest_day.runner_id,
                rest_day.local_date,
                week_start_date(rest_day.local_date, span.week_start) as week_start_date,
            from core.rest_day as rest_day
            inner join span using (runner_id)
            inner join unknown_day
                on
                    rest_day.runner_id = unknown_day.runner_id
                    and rest_day.local_date between unknown_day.first_date and unknown_day.last_date
        )
    )
    group by runner_id, week_start_date
),

run as (
    select
        run_distance.runner_id,
        week_start_date(run_distance.local_date, span.week_start) as week_start_date,
        round(sum(run_distance.distance_m), 3) as distance_m,
        count(*)::integer as run_count,
        max(run_distance.distance_m) as longest_run_m,
        (count(*) filter (run_distance.distance_m is null))::integer as unmeasured_run_count,
        max(run_distance.local_date) as last_run_date,
    from metric.run_distance as run_distance
    inner join span using (runner_id)
    where run_distance.local_date between span.first_date and span.last_date
    group by all
),

week as (
    select
        runner_id,
        last_recorded_date,
        last_date,
        first_date,
        first_week + unnest(range(0, last_week - first_week + 1, 7))::integer as week_start_date,
    from span
),

judged as (
    select
        week.*,
        run.distance_m,
        run.longest_run_m,
        run.last_run_date,
        coalesce(run.run_count, 0) as run_count,
        coalesce(run.unmeasured_run_count, 0) as unmeasured_run_count,
        least(week.last_date, week.week_start_date + 6)
        - greatest(week.first_date, week.week_start_date)
        + 1
        - coalesce(left_out.unknown_day_count, 0) as covered_day_count,
        greatest(
            least(week.last_recorded_date, week.week_start_date + 6)
            - greatest(week.first_date, week.week_start_date)
            + 1,
            0
        ) as knowable_day_count,
    from week
    left join left_out using (runner_id, week_start_date)
    left join run using (runner_id, week_start_date)
),

known as (
    select
        *,
        run_count > 0
        or covered_day_count >= greatest(
            parameter('coverage_least_share') * knowable_day_count, 1
        ) as is_known,
    from judged
)

select
    runner_id,
    week_start_date,
    case when run_count > 0 then distance_m when is_known then 0 end as distance_m,
    case when is_known then run_count end as run_count,
    case when run_count > 0 then longest_run_m when is_known then 0 end as longest_run_m,
    case when is_known then unmeasured_run_count end as unmeasured_run_count,
    covered_day_count,
    last_run_date,
    covered_day_count >= 7 * parameter('coverage_least_share')
    and unmeasured_run_count = 0 as is_complete,
    week_start_date + 7 > last_date as is_running,
from known
