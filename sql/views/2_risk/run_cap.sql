-- One row per runner: how long a run tomorrow may be before it is a jump, and while the knee complains, or its
-- way back is not over, from which run of before that is counted.
-- grain: runner_id
-- columns:
--   runner_id: the runner
--   status: the status of today
--   pause_date: the second red day within a week, if that is a week ago at most; null: none
--   is_paused: red twice within a week: no run is advised
--   longest_30d_m: longest run of today and the 29 days before; null: none
--   calm_longest_m: longest run of the 30 days before the knee began to complain; null: it does not, or none
--   cap_m: the longest run advised for tomorrow; null: unknown, paused, or a clinician should be seen
-- source: evidence.md §7 (R1: no run beyond the longest, then 1.10 times that) and §11; golden G2
with status as (
    select
        runner_id,
        status,
    from risk.runner_day
    where local_date = as_of_date()
),

easing as (
    select *
    from risk.easing
    where as_of_date() between start_date and until_date
),

rebuild as (
    select
        runner_id,
        easing_first_date as first_date,
    from risk.rebuild
    where as_of_date() between from_date and until_date
),

pause as (
    select
        runner_id,
        max(local_date) as pause_date,
    from metric.red_day
    where
        red_7d_days >= parameter('red_most_days')
        and local_date > as_of_date() - parameter('red_window_days')::integer
    group by runner_id
),

recent as (
    select
        runner_id,
        min(local_date) as first_date,
    from metric.pain_day
    where
        light in ('amber', 'red')
        and local_date > as_of_date() - parameter('easing_calm_days')::integer
    group by runner_id
),

complaint as (
    select
        runner_id,
        least(recent.first_date, easing.first_date, rebuild.first_date) as first_date,
    from status
    left join recent using (runner_id)
    left join easing using (runner_id)
    left join rebuild using (runner_id)
),

-- The run that the knee answered to is no measure of what it is used to.
calm as (
    select
        complaint.runner_id,
        max(session.distance_m) as longest_m,
    from complaint
    inner join core.session as session
        on
            session.runner_id = complaint.runner_id
            and session.local_date < complaint.first_date
            and session.local_date
            >= complaint.first_date - parameter('spike_window_days')::integer
    group by complaint.runner_id
)

select
    runner_id,
    status.status,
    pause.pause_date,
    pause.pause_date is not null as is_paused,
    next.longest_30d_m,
    calm.longest_m as calm_longest_m,
    case
        when status.status = 'refer' or pause.pause_date is not null then null
        when status.status in ('red', 'amber') or easing.runner_id is not null
            then round(
                (1 - coalesce(easing.easing_share, 0))
                * least(next.longest_30d_m, calm.longest_m),
                3
            )
        else
            round(
                parameter('spike_small_ratio')
                * least(
                    next.longest_30d_m,
                    case when rebuild.runner_id is not null then calm.longest_m end
                ),
                3
            )
    end as cap_m,
from status
left join rebuild using (runner_id)
left join easing using (runner_id)
left join pause using (runner_id)
left join calm using (runner_id)
left join risk.longest_next as next
    on
        next.runner_id = status.runner_id
        and next.local_date = as_of_date()
