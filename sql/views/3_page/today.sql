-- One row per runner: today's status and the numbers of what to do. While a warning sign is ticked there
-- is no load advice: its columns are null.
-- grain: runner_id
-- columns:
--   runner_id: Our id of the runner
--   local_date: Today, where the runner is
--   status: refer, red, amber, high_load, load_note, ok or not_enough_data
--   has_run_today: A run of today is here
--   last_run_date: Day of the latest run; null if there is none
--   last_run_m: Distance of that day, metres; null if unknown
--   distance_7d_m: Distance of the last seven days, metres; null if too many of them are unknown
--   longest_30d_m: Longest run of the last 30 days, metres; null if there is none, or a clinician should be seen
--   calm_longest_m: While the knee complains: longest run of the 30 days before it began to, metres; null otherwise, or if there is none
--   usual_cap_m: Longest run tomorrow that is no jump; while the knee complains, as much below the longest run from before as the week is below its usual, metres; null if unknown, or a clinician should be seen
--   run_cap_m: That, or what a plan under way lets a run of tomorrow have, whichever is less
--   target_7d_m: Distance to stay within over seven days while the knee asks for less, or the week of a plan under way if that is less, metres; null if it does not, or unknown
--   is_run_cap_of_plan: The plan is what keeps tomorrow's run short
--   is_target_of_plan: The plan's week is less than what the knee asks for
--   baseline_7d_m: The week that this starts from, metres
--   easing_share: How much less than that, 0-1; null if the knee does not ask for less
--   easing_until_date: Last day of it if the knee stays calm; null likewise
-- source: evidence.md §7 (R1) and §11; risk.longest_next, risk.easing
with status as (
    select
        runner_id,
        local_date,
        status,
    from risk.runner_day
    where local_date = as_of_date()
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
    status.local_date,
    status.status,
    coalesce(last_run.local_date = status.local_date, false) as has_run_today,
    last_run.local_date as last_run_date,
    last_run.distance_m as last_run_m,
    rolling.distance_7d_m,
    case when status.status <> 'refer' then next.longest_30d_m end as longest_30d_m,
    case when status.status <> 'refer' then calm.longest_m end as calm_longest_m,
    case
        when status.status = 'refer' then null
        when status.status in ('red', 'amber') or easing.runner_id is not null
            then round(
                (1 - coalesce(easing.easing_share, 0))
                * least(next.longest_30d_m, calm.longest_m),
                3
            )
        else next.cap_m
    end as usual_cap_m,
    case when status.status <> 'refer' then least(usual_cap_m, plan.tomorrow_run_m) end
        as run_cap_m,
    case
        when status.status <> 'refer' and easing.target_7d_m is not null
            then least(easing.target_7d_m, plan.tomorrow_target_m)
    end as target_7d_m,
    coalesce(plan.tomorrow_run_m <= usual_cap_m, plan.tomorrow_run_m is not null)
        as is_run_cap_of_plan,
    coalesce(plan.tomorrow_target_m < easing.target_7d_m, false) as is_target_of_plan,
    case when status.status <> 'refer' then easing.baseline_7d_m end as baseline_7d_m,
    case when status.status <> 'refer' then easing.easing_share end as easing_share,
    case when status.status <> 'refer' then easing.until_date end as easing_until_date,
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
left join risk.calm_longest as calm using (runner_id)
left join page.plan_today as plan using (runner_id)
order by runner_id
