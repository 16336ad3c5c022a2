-- One row per runner with a run: whether a run tomorrow would end a break, or falls into the first week after
-- one, and how far that first week is meant to go.
-- grain: runner_id
-- columns:
--   runner_id: the runner
--   last_run_date: local day of the latest run
--   gap_days: days between that and tomorrow
--   is_return: a run tomorrow would end a break
--   is_first_week: tomorrow is within seven days of the run that ended a break
--   break_days: days of that break, the one to be ended or the one that was; null: neither
--   usual_week_m: mean weekly distance of the 28 days up to the run before the break; null: neither, or unknown
--   reentry_share: part of it for the first week; null: neither
--   cap_m: both multiplied; null: one is unknown
--   since_return_m: distance since the break; 0: it is not ended yet, null: neither
--   left_m: what the first week has left, 0 at least; null: unknown
--   until_date: last day of the first week; null: neither
--   is_walk_run: the break was 28 days or more: walk and run
-- source: metric.reentry; docs/evidence/metrics.md#reentry
with last_run as (
    select *
    from metric.reentry
    qualify
        row_number() over (partition by runner_id order by local_date desc, session_id desc) = 1
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

placed as (
    select
        *,
        as_of_date() + 1 - last_run.local_date as days_to_tomorrow,
        days_to_tomorrow >= parameter('reentry_gap_days') as is_return,
        not is_return
        and coalesce(
            as_of_date() + 1 - return_date < parameter('reentry_first_week_days'), false
        ) as is_first_week,
    from last_run
    left join began using (return_session_id)
),

chosen as (
    select
        *,
        case
            when is_return then days_to_tomorrow
            when is_first_week then return_gap_days
        end as break_days,
        case
            when is_return then next_usual_week_m
            when is_first_week then return_usual_week_m
        end as break_usual_week_m,
        case
            when is_return then reentry_share(days_to_tomorrow)
            when is_first_week then return_share
        end as break_share,
        case when is_return then 0 when is_first_week then since_return_m end as ran_m,
    from placed
)

select
    runner_id,
    local_date as last_run_date,
    days_to_tomorrow as gap_days,
    is_return,
    is_first_week,
    break_days,
    break_usual_week_m as usual_week_m,
    break_share as reentry_share,
    round(break_usual_week_m * break_share, 3) as cap_m,
    ran_m as since_return_m,
    round(greatest(break_usual_week_m * break_share - ran_m, 0) + 0 * ran_m, 3) as left_m,
    case
        when is_return then as_of_date() + parameter('reentry_first_week_days')::integer
        when is_first_week then return_date + parameter('reentry_first_week_days')::integer - 1
    end as until_date,
    coalesce(break_days >= parameter('reentry_28d_gap_days'), false) as is_walk_run,
from chosen
