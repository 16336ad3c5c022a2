-- One row per runner: today's status and the numbers of what to do. While a clinician is to be seen, or has
-- not let the runner train again, there is no load advice: its columns are null.
-- grain: runner_id
-- columns:
--   runner_id: Our id of the runner
--   local_date: Today, where the runner is
--   status: refer, red, amber, high_load, load_note, ok or not_enough_data
--   hold_name: Why advice on training is held back: refer or under_care; null if it is not
--   has_run_today: A run of today is here
--   last_run_date: Day of the latest run; null if there is none
--   last_run_m: Distance of that day, metres; null if unknown
--   distance_7d_m: Distance of the last seven days, metres; null if too many of them are unknown
--   longest_30d_m: Longest run of the last 30 days, metres; null if there is none, or advice is held back
--   calm_longest_m: While the knee complains: longest run of the 30 days before it began to, metres; null otherwise, or if there is none
--   run_cap_m: Longest run tomorrow that is no jump; while the knee complains, as much below the longest run from before as the week is below its usual, metres; null if unknown, or advice is held back
--   target_7d_m: Distance to stay within over seven days while the knee asks for less, metres; null if it does not, or unknown
--   baseline_7d_m: The week that this starts from, metres
--   easing_share: How much less than that, 0-1; null if the knee does not ask for less
--   easing_until_date: Last day of it if the knee stays calm; null likewise
-- source: evidence.md §7 (R1) and §11; risk.longest_next, risk.easing, risk.runner_today
with status as (
    select * from risk.runner_today
),

last_run as (
    select
        runner_id,
        max(local_date) as local_date,
        arg_max(distance_m, local_date) as distance_m,
    from metric.runner_day
    where run_count > 0
    group by runner_id
),

easing as (
    select *
    from risk.easing
    where as_of_date() between start_date and until_date
),

complaint as (
    select
        runner_id,
        min(local_date) as first_date,
    from metric.pain_day
    where
        light in ('amber', 'red')
        and local_date > as_of_date() - parameter('easing_calm_days')::integer
    group by runner_id
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
    status.local_date,
    status.status,
    status.hold_name,
    coalesce(last_run.local_date = status.local_date, false) as has_run_today,
    last_run.local_date as last_run_date,
    last_run.distance_m as last_run_m,
    rolling.distance_7d_m,
    case when status.hold_name is null then next.longest_30d_m end as longest_30d_m,
    case when status.hold_name is null then calm.longest_m end as calm_longest_m,
    case
        when status.hold_name is not null then null
        when status.status in ('red', 'amber') or easing.runner_id is not null
            then round(
                (1 - coalesce(easing.easing_share, 0))
                * least(next.longest_30d_m, calm.longest_m),
                3
            )
        else next.cap_m
    end as run_cap_m,
    case when status.hold_name is null then easing.target_7d_m end as target_7d_m,
    case when status.hold_name is null then easing.baseline_7d_m end as baseline_7d_m,
    case when status.hold_name is null then easing.easing_share end as easing_share,
    case when status.hold_name is null then easing.until_date end as easing_until_date,
from status
left join last_run using (runner_id)
left join metric.runner_rolling as rolling
    on
        rolling.runner_id = status.runner_id
        and rolling.local_date = status.local_date
left join risk.longest_next as next
    on
        next.runner_id = status.runner_id
        and next.local_date = status.local_date
left join easing using (runner_id)
left join calm using (runner_id)
order by runner_id
