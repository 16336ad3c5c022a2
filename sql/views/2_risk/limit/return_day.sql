-- One row per runner and day with a run before: whether a run on the day after would end a break, or falls into the
-- first week after one, and how far that first week is meant to go.
-- grain: runner_id, local_date
-- columns:
--   runner_id: the runner
--   local_date: local calendar day
--   last_run_date: local day of the latest run up to it
--   gap_days: days between that and the day after
--   is_return: a run on the day after would end a break
--   is_first_week: the day after is within seven days of the run that ended a break
--   break_days: days of that break, the one to be ended or the one that was; null: neither
--   usual_week_m: mean weekly distance of the 28 days up to the run before the break; null: neither, or unknown
--   reentry_share: part of it for the first week; null: neither
--   cap_m: both multiplied; null: one is unknown
--   since_return_m: distance since the break; 0: it is not ended yet, null: neither
--   left_m: what the first week has left, 0 at least; null: unknown
--   until_date: last day of the first week; null: neither
--   is_walk_run: the break was 28 days or more: walk and run
-- source: metric.reentry; docs/evidence/metrics.md#reentry
with day as (
    select
        runner_id,
        first_date + unnest(range(0, last_date - first_date + 1))::integer as local_date,
    from metric.runner_span
),

last_run as (
    select reentry.*
    from metric.reentry as reentry
    inner join core.session as session using (session_id)
    qualify
        row_number() over (
            partition by reentry.runner_id, reentry.local_date
            order by session.started_at desc, session_id desc
        ) = 1
),

began as (
    select
        session_id as return_session_id,
        local_date as return_date,
        gap_days as return_gap_days,
        usual_week_m as return_usual_week_m,
        reentry_share as return_share,
    from metric.reentry
),

followed as (
    select
        runner_id,
        local_date,
        last_value(case when last_run.session_id is not null then local_date end ignore nulls)
            over up_to_it as run_date,
    from day
    left join last_run using (runner_id, local_date)
    window
        up_to_it as (
            partition by runner_id
            order by local_date
            rows between unbounded preceding and current row
        )
),

placed as (
    select
        followed.runner_id,
        followed.local_date,
        followed.run_date,
        last_run.next_usual_week_m,
        last_run.next_break_from_days,
        last_run.since_return_m,
        began.* exclude (return_session_id),
        followed.local_date + 1 - followed.run_date as days_to_next,
        days_to_next >= last_run.next_break_from_days as is_return,
        not is_return
        and coalesce(
            followed.local_date + 1 - began.return_date < parameter('reentry_first_week_days'),
            false
        ) as is_first_week,
    from followed
    inner join last_run
        on
            last_run.runner_id = followed.runner_id
            and last_run.local_date = followed.run_date
    left join began on began.return_session_id = last_run.return_session_id
),

chosen as (
    select
        *,
        case
            when is_return then days_to_next
            when is_first_week then return_gap_days
        end as break_days,
        case
            when is_return then next_usual_week_m
            when is_first_week then return_usual_week_m
        end as break_usual_week_m,
        case
            when is_return then reentry_share(days_to_next, next_break_from_days)
            when is_first_week then return_share
        end as break_share,
        case when is_return then 0 when is_first_week then since_return_m end as ran_m,
    from placed
)

select
    runner_id,
    local_date,
    run_date as last_run_date,
    days_to_next as gap_days,
    is_return,
    is_first_week,
    break_days,
    break_usual_week_m as usual_week_m,
    break_share as reentry_share,
    round(break_usual_week_m * break_share, 3) as cap_m,
    ran_m as since_return_m,
    -- The greatest of null and zero is zero; what is not known stays so.
    case
        when break_usual_week_m * break_share - ran_m is not null
            then round(greatest(break_usual_week_m * break_share - ran_m, 0), 3)
    end as left_m,
    case
        when is_return then local_date + parameter('reentry_first_week_days')::integer
        when is_first_week then return_date + parameter('reentry_first_week_days')::integer - 1
    end as until_date,
    coalesce(break_days >= parameter('reentry_28d_gap_days'), false) as is_walk_run,
from chosen
