-- One row per runner whose knee complains: the longest run of the 30 days before it began to. The run that
-- the knee answered to is no measure of what it is used to.
-- grain: runner_id
-- columns:
--   runner_id: the runner
--   first_date: first amber or red day of the last seven
--   longest_m: longest run of the 30 days before that; null: none
-- source: evidence.md §7 (R1: no run longer than the longest of the last 30 days)
with complaint as (
    select
        runner_id,
        min(local_date) as first_date,
    from metric.pain_day
    where
        light in ('amber', 'red')
        and local_date > as_of_date() - parameter('easing_calm_days')::integer
    group by runner_id
)

select
    complaint.runner_id,
    complaint.first_date,
    max(session.distance_m) as longest_m,
from complaint
left join core.session as session
    on
        session.runner_id = complaint.runner_id
        and session.local_date < complaint.first_date
        and session.local_date >= complaint.first_date - parameter('spike_window_days')::integer
group by
    complaint.runner_id,
    complaint.first_date
