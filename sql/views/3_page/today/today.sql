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
--   target_7d_m: Distance to stay within over seven days while the knee asks for less, or the week of a plan under way if that is less, metres; null if it does not, or unknown
--   is_target_of_plan: The plan's week is less than what the knee asks for
--   baseline_7d_m: The week that this starts from, metres; null if the knee does not ask for less
--   easing_share: How much less than that, 0-1; null if the knee does not ask for less
--   easing_until_date: Last day of it if the knee stays calm; null likewise
-- source: docs/evidence/metrics.md#status; risk.easing, risk.runner_today; how far a run of tomorrow may go is in page.next_run
with status as (
    select
        *,
        pause.start_date is not null as is_paused,
    from risk.runner_today
    left join risk.pause_day as pause using (runner_id, local_date)
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
)

select
    runner_id,
    as_of_date() as local_date,
    status.status,
    status.hold_name,
    coalesce(last_run.local_date = as_of_date(), false) as has_run_today,
    last_run.local_date as last_run_date,
    last_run.distance_m as last_run_m,
    rolling.distance_7d_m,
    case
        when easing.target_7d_m is not null
            then least(easing.target_7d_m, plan.tomorrow_target_m)
    end as target_7d_m,
    coalesce(plan.tomorrow_target_m < easing.target_7d_m, false) as is_target_of_plan,
    easing.baseline_7d_m,
    easing.easing_share,
    easing.until_date as easing_until_date,
from status
left join last_run using (runner_id)
left join metric.runner_rolling as rolling
    on
        rolling.runner_id = status.runner_id
        and rolling.local_date = as_of_date()
left join easing
    on
        easing.runner_id = status.runner_id
        and status.hold_name is null
        and not status.is_paused
left join page.plan_today as plan using (runner_id)
order by runner_id
