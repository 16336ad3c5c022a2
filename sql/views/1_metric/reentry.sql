-- One row per run: how long since the last, and how much of the usual week is meant for the first week
-- after a gap. The numbers are our choice; that a return should be graded is consensus, not trial-tested.
-- grain: session_id
-- columns:
--   runner_id: who ran
--   session_id: the run
--   local_date: the runner's local calendar day
--   gap_days: days since the previous recorded run; null: the first
--   usual_week_m: mean weekly distance of the 28 days up to that previous run; null: less than 28 days known before it, or under 10 km
--   next_usual_week_m: the same up to this run, for the next; null as above
--   reentry_share: part of the usual week for the first week: 1 below 7 days, then 0.8, 0.6, 0.4, 0.25; null: the first run
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
        case
            when
                summed.local_date - span.first_date >= 27
                and round(summed.week_of_28d_m, 3) >= parameter('ramp_floor_m')
                then round(summed.week_of_28d_m, 3)
        end as next_usual_week_m,
    from summed
    inner join span using (runner_id)
),

gapped as (
    select
        *,
        lag(next_usual_week_m) over (
            partition by runner_id order by started_at, session_id
        ) as usual_week_m,
        reentry_share(gap_days) as reentry_share,
    from known
),

returned as (
    select
        *,
        round(usual_week_m * reentry_share, 3) as cap_m,
        last_value(
            case when gap_days >= parameter('reentry_gap_days') then session_id end ignore nulls
        ) over up_to_now as last_return_session_id,
        last_value(
            case when gap_days >= parameter('reentry_gap_days') then local_date end ignore nulls
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
