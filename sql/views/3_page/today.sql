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
--   usual_cap_m: Longest run tomorrow that is no jump; while the knee complains, as much below the longest run from before as the week is below its usual, metres; null if unknown, or advice is held back
--   run_cap_m: That, or what a plan under way lets a run of tomorrow have, whichever is less
--   target_7d_m: Distance to stay within over seven days while the knee asks for less, or the week of a plan under way if that is less, metres; null if it does not, or unknown
--   is_run_cap_of_plan: The plan is what keeps tomorrow's run short
--   is_target_of_plan: The plan's week is less than what the knee asks for
--   baseline_7d_m: The week that this starts from, metres
--   easing_share: How much less than that, 0-1; null if the knee does not ask for less
--   easing_until_date: Last day of it if the knee stays calm; null likewise
-- source: risk.run_cap, risk.easing, risk.runner_today; docs/evidence/metrics.md#status
with cap as (
    select * from risk.run_cap
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
    cap.status,
    cap.hold_name,
    coalesce(last_run.local_date = as_of_date(), false) as has_run_today,
    last_run.local_date as last_run_date,
    last_run.distance_m as last_run_m,
    rolling.distance_7d_m,
    case when cap.hold_name is null then cap.longest_30d_m end as longest_30d_m,
    case when cap.hold_name is null then cap.calm_longest_m end as calm_longest_m,
    cap.cap_m as usual_cap_m,
    case
        when cap.hold_name is null and not cap.is_paused
            then least(usual_cap_m, plan.tomorrow_run_m)
    end as run_cap_m,
    case
        when easing.target_7d_m is not null
            then least(easing.target_7d_m, plan.tomorrow_target_m)
    end as target_7d_m,
    coalesce(
        run_cap_m is not null and plan.tomorrow_run_m <= coalesce(usual_cap_m, plan.tomorrow_run_m),
        false
    ) as is_run_cap_of_plan,
    coalesce(plan.tomorrow_target_m < easing.target_7d_m, false) as is_target_of_plan,
    easing.baseline_7d_m,
    easing.easing_share,
    easing.until_date as easing_until_date,
from cap
left join last_run using (runner_id)
left join metric.runner_rolling as rolling
    on
        rolling.runner_id = cap.runner_id
        and rolling.local_date = as_of_date()
left join easing
    on
        easing.runner_id = cap.runner_id
        and cap.hold_name is null
        and not cap.is_paused
left join page.plan_today as plan using (runner_id)
order by runner_id
