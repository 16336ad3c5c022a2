-- One row per runner: how long a run tomorrow may be before it is a jump, and while the knee complains, from
-- which run of before that is counted. Runs of a spell of complaint count as no measure after it either.
-- grain: runner_id
-- columns:
--   runner_id: the runner
--   status: the status of today
--   hold_name: why advice is held back: refer or under_care; null: it is not
--   pause_date: the second red day within a week, if that is a week ago at most; null: none
--   is_paused: red twice within a week: no run is advised
--   longest_30d_m: longest run of today and the 29 days before; once the knee is calm, without those of days on which it was not, unless there are no others; null: none
--   calm_longest_m: longest run of the 30 days before the knee began to complain; null: it does not, or none
--   cap_m: the longest run advised for tomorrow; null: unknown, paused, or a clinician should be seen
-- source: docs/evidence/metrics.md#longest_next
with status as (
    select
        runner_id,
        status,
        hold_name,
    from risk.runner_today
),

spell as (
    select * from risk.easing
),

easing as (
    select *
    from spell
    where as_of_date() between start_date and until_date
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
        least(recent.first_date, easing.first_date) as first_date,
    from recent
    full join easing using (runner_id)
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
),

answered as (
    select distinct session.session_id
    from core.session as session
    inner join spell
        on
            spell.runner_id = session.runner_id
            and session.local_date between spell.first_date and spell.last_date
),

unanswered as (
    select
        session.runner_id,
        max(session.distance_m) as longest_m,
    from core.session as session
    anti join answered using (session_id)
    where
        session.local_date <= as_of_date()
        and session.local_date > as_of_date() - parameter('spike_window_days')::integer
    group by session.runner_id
),

placed as (
    select
        status.*,
        pause.pause_date,
        coalesce(easing.easing_share, 0) as easing_share,
        status.status in ('red', 'amber') or easing.runner_id is not null as is_complaining,
        calm.longest_m as calm_longest_m,
        case
            when is_complaining then next.longest_30d_m
            else coalesce(unanswered.longest_m, next.longest_30d_m)
        end as longest_30d_m,
    from status
    left join easing using (runner_id)
    left join pause using (runner_id)
    left join calm using (runner_id)
    left join unanswered using (runner_id)
    left join risk.longest_next as next
        on
            next.runner_id = status.runner_id
            and next.local_date = as_of_date()
)

select
    runner_id,
    status,
    hold_name,
    pause_date,
    pause_date is not null as is_paused,
    longest_30d_m,
    calm_longest_m,
    case
        when hold_name is not null or pause_date is not null then null
        when is_complaining
            then round((1 - easing_share) * least(longest_30d_m, calm_longest_m), 3)
        else round(parameter('spike_small_ratio') * longest_30d_m, 3)
    end as cap_m,
from placed
