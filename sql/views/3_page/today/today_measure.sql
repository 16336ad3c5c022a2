-- One row per runner and thing that is under way for their running today: what it is, since when, until when and
-- why. While advice is held back there are none; while running pauses, that is the only one; the first week
-- after a break takes the place of the way back to the usual week.
-- grain: runner_id, measure_code
-- columns:
--   runner_id: Our id of the runner
--   measure_index: 1 for the first to be told
--   measure_code: pause, easing, rebuild, keep_running, swap, speed_later, run_walk, return or cadence_step
--   start_date: The day it began
--   until_date: Last day of it, as things stand
--   because_name: What began it: red, amber, double_red, easing, hill_pain, onset_earlier, break or own_choice
--   because_date: The day of that
--   week_m: Distance to stay within over seven days, metres; empty: unknown, or not of this kind
--   usual_week_m: The usual week, metres; empty likewise
--   share: How much less than usual, or what part of it after a break, 0-1; empty likewise
--   run_count: Runs a week that are offered, or runs that held the cadence step; empty likewise
--   usual_run_count: Runs a week as they were, or runs that the step is held for; empty likewise
--   run_m: Distance of each run offered, metres, or how much earlier pain came on; empty likewise
--   usual_run_m: Distance of a run as it was, metres; empty likewise
--   easy_from_mps: Running flat and easy: the slowest of it, 20 % below the usual speed, metres a second; empty: unknown, or not of this kind
--   easy_until_mps: The fastest of it, 10 % below; empty likewise
--   target_spm: Cadence to hold, steps a minute; empty likewise
-- source: risk.easing, risk.rebuild, risk.swap, risk.run_walk; docs/evidence/metrics.md#easing
with runner as (
    select
        runner_id,
        pause.start_date is not null as is_paused,
        known.run_m,
    from risk.runner_today as today
    left join risk.pause_day as pause using (runner_id, local_date)
    left join risk.next_known as known using (runner_id, local_date)
    where today.hold_name is null
),

keep_running as (
    select * from risk.keep_running
),

return_week as (
    select *
    from risk.return_next
    where is_return or is_first_week
),

-- The usual speed is that of the middle run of the weeks before.
swap as (
    select
        swap.*,
        (
            select median(run.speed_mps)
            from metric.run as run
            where
                run.runner_id = swap.runner_id
                and run.local_date < swap.start_date
                and run.local_date >= swap.start_date - parameter('run_usual_days')::integer
        ) as usual_speed_mps,
    from risk.swap as swap
    where as_of_date() between swap.start_date and swap.speed_until_date
    qualify row_number() over (partition by swap.runner_id order by swap.start_date desc) = 1
),

measure as (
    select
        runner_id,
        1 as measure_index,
        'pause' as measure_code,
        start_date,
        until_date,
        because_name,
        start_date as because_date,
    from keep_running
    where state_name = 'pause'
    union all by name
    select
        runner_id,
        2 as measure_index,
        'easing' as measure_code,
        start_date,
        until_date,
        case when is_red then 'red' else 'amber' end as because_name,
        last_date as because_date,
        target_7d_m as week_m,
        baseline_7d_m as usual_week_m,
        easing_share as share,
    from risk.easing
    where as_of_date() between start_date and until_date
    union all by name
    select
        runner_id,
        3 as measure_index,
        'rebuild' as measure_code,
        start_date,
        end_date as until_date,
        'easing' as because_name,
        easing_start_date as because_date,
        cap_7d_m as week_m,
        baseline_7d_m as usual_week_m,
    from risk.rebuild
    where as_of_date() between from_date and until_date
    union all by name
    select
        runner_id,
        4 as measure_index,
        'keep_running' as measure_code,
        start_date,
        until_date,
        because_name,
        start_date as because_date,
        offered_run_count as run_count,
        usual_run_count,
        offered_run_m as run_m,
        usual_run_m,
    from keep_running
    where state_name = 'offer'
    union all by name
    select
        runner_id,
        5 as measure_index,
        case when as_of_date() <= until_date then 'swap' else 'speed_later' end as measure_code,
        start_date,
        case
            when as_of_date() <= until_date then until_date
            else speed_until_date
        end as until_date,
        because_name,
        start_date as because_date,
        case
            when as_of_date() <= until_date
                then round((1 - parameter('swap_slower_most_share')) * usual_speed_mps, 6)
        end as easy_from_mps,
        case
            when as_of_date() <= until_date
                then round((1 - parameter('swap_slower_least_share')) * usual_speed_mps, 6)
        end as easy_until_mps,
    from swap
    union all by name
    select
        runner_id,
        6 as measure_index,
        'run_walk' as measure_code,
        start_date,
        until_date,
        'onset_earlier' as because_name,
        last_date as because_date,
        onset_4_run_fall_m as run_m,
    from risk.run_walk
    where as_of_date() between start_date and until_date
    union all by name
    select
        runner_id,
        7 as measure_index,
        'return' as measure_code,
        case
            when is_return then as_of_date() + 1
            else until_date - parameter('reentry_first_week_days')::integer + 1
        end as start_date,
        until_date,
        'break' as because_name,
        last_run_date as because_date,
        cap_m as week_m,
        usual_week_m,
        reentry_share as share,
    from return_week
    union all by name
    select
        runner_id,
        8 as measure_index,
        'cadence_step' as measure_code,
        started_at::date as start_date,
        started_at::date + 7 * parameter('cadence_step_most_weeks')::integer - 1 as until_date,
        'own_choice' as because_name,
        started_at::date as because_date,
        counted_run_count as run_count,
        wanted_run_count as usual_run_count,
        target_spm,
    from page.cadence_plan
    where status_name in ('active', 'paused')
)

select
    runner_id,
    measure_index,
    measure_code,
    start_date,
    until_date,
    because_name,
    because_date,
    week_m,
    usual_week_m,
    share,
    run_count,
    usual_run_count,
    case when measure_code = 'keep_running' then least(measure.run_m, runner.run_m) else measure.run_m end
        as run_m,
    usual_run_m,
    easy_from_mps,
    easy_until_mps,
    target_spm,
from measure
inner join runner using (runner_id)
where
    (not runner.is_paused or measure_code = 'pause')
    and not (measure_code = 'rebuild' and runner_id in (select runner_id from return_week))
order by
    runner_id,
    measure_index
