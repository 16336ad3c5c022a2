-- One row per run: how long since the last, and how much of the usual week is meant for the first week
-- after a gap. The numbers are our choice; that a return should be graded is consensus, not trial-tested.
-- A gap is a break when it is also twice as long as usual: a week between runs is no break for who runs once
-- a week. From two weeks on it always is one.
-- grain: session_id
-- columns:
--   runner_id: who ran
--   session_id: the run
--   local_date: the runner's local calendar day
--   gap_days: days since the previous recorded run; null: the first
--   break_from_days: days from which this gap would be a break: 7, more for who usually runs less often, 14 at most; null: the first
--   next_break_from_days: the same for the next run
--   usual_week_m: mean weekly distance of the 28 days up to that previous run; null: less than 28 days known before it, or under 10 km
--   next_usual_week_m: the same up to this run, for the next; null as above
--   reentry_share: part of the usual week for the first week: 1 where the gap is no break, then 0.8, 0.6, 0.4, 0.25; null: the first run
--   cap_m: usual_week_m times reentry_share; null: one is unknown
--   is_walk_run: the gap was 28 days or more: walk and run
--   return_session_id: the run that ended the gap, for runs within seven days of it; null: no return
--   return_cap_m: the cap of that return; null: no return, or unknown
--   since_return_m: distance since and with that run; null: no return
--   reentry_ratio: since_return_m over return_cap_m; null: no return, or unknown
-- source: docs/evidence/metrics.md#reentry
with session as (
    select * from core.session
),

span as (
    select * from metric.runner_span
),

summed as (
    select
        *,
        local_date - lag(local_date) over in_order as gap_days,
        lag(local_date) over in_order as previous_date,
        sum(distance_m) over (
            partition by runner_id
            order by local_date
            range between to_days(27) preceding and current row
        ) / 4 as week_of_28d_m,
    from session
    window in_order as (partition by runner_id order by started_at, session_id)
),

known as (
    select
        summed.*,
        quantile_cont(nullif(summed.gap_days, 0), 0.5) over latest_gaps as usual_gap_days,
        count(nullif(summed.gap_days, 0)) over latest_gaps as usual_gap_count,
        case
            when usual_gap_count >= parameter('reentry_usual_gap_least_count')
                then
                    least(
                        greatest(
                            parameter('reentry_gap_days'),
                            parameter('reentry_usual_gap_times') * usual_gap_days
                        ),
                        parameter('reentry_14d_gap_days')
                    )
            else parameter('reentry_gap_days')
        end as next_break_from_days,
        case
            when
                summed.local_date - span.first_date >= 27
                and round(summed.week_of_28d_m, 3) >= parameter('ramp_floor_m')
                then round(summed.week_of_28d_m, 3)
        end as next_usual_week_m,
    from summed
    inner join span using (runner_id)
    window
        latest_gaps as (
            partition by summed.runner_id
            order by summed.started_at, summed.session_id
            rows between parameter('reentry_usual_gap_run_count')::integer - 1 preceding and current row
        )
),

gapped as (
    select
        *,
        lag(next_usual_week_m) over (
            partition by runner_id order by started_at, session_id
        ) as usual_week_m,
        lag(next_break_from_days) over (
            partition by runner_id order by started_at, session_id
        ) as break_from_days,
        reentry_share(gap_days, break_from_days) as reentry_share,
    from known
),

returned as (
    select
        *,
        round(usual_week_m * reentry_share, 3) as cap_m,
        last_value(
            case when gap_days >= break_from_days then session_id end ignore nulls
        ) over up_to_now as last_return_session_id,
        last_value(
            case when gap_days >= break_from_days then local_date end ignore nulls
        ) over up_to_now as last_return_date,
    from gapped
    window
        up_to_now as (
            partition by runner_id
            order by started_at, session_id
            rows between unbounded preceding and current row
        )
),

in_first_week as (
    select
        *,
        case
            when local_date - last_return_date < parameter('reentry_first_week_days')
                then last_return_session_id
        end as return_session_id,
    from returned
),

accumulated as (
    select
        *,
        case when return_session_id is not null then first_value(cap_m) over since_return end
            as return_cap_m,
        case
            when return_session_id is not null
                then round(sum(distance_m) over since_return, 3)
        end as since_return_m,
    from in_first_week
    window
        since_return as (
            partition by runner_id, return_session_id
            order by started_at, session_id
            rows between unbounded preceding and current row
        )
)

select
    runner_id,
    session_id,
    local_date,
    gap_days,
    break_from_days,
    next_break_from_days,
    usual_week_m,
    next_usual_week_m,
    reentry_share,
    cap_m,
    coalesce(gap_days >= parameter('reentry_28d_gap_days'), false) as is_walk_run,
    return_session_id,
    return_cap_m,
    since_return_m,
    round(since_return_m / return_cap_m, 6) as reentry_ratio,
from accumulated
