-- One row per runner and span of four weeks: those before each mechanics check, and those up to today,
-- with what the runs of it tell. Numbers from runs stand beside what was seen; neither explains the other.
-- grain: runner_id, from_date
-- columns:
--   runner_id: the runner
--   check_date: the check it lies before; null: the four weeks up to today
--   from_date: its first day
--   until_date: its last day, the one before the check or today
--   run_count: runs in it
--   cadence_adjusted_spm: median over runs of cadence brought to the runner's usual speed; null: see cadence_reason
--   cadence_reason: why it is null: no_run, no_flat_cadence or few_runs; null: it is known
--   step_length_ratio: median over judged runs of step length on the flat over the own line; null: see step_length_reason
--   step_length_reason: why it is null: no_run, no_flat_cadence, no_line or few_runs; null: it is known
--   descent_slower_share: median over runs of how much slower than usual descents were run, negative is faster; null: see descent_reason
--   descent_reason: why it is null: no_run, no_descent, gps_altitude, walked, no_flat_speed, few_descents or few_runs; null: it is known
--   descent_step_length_ratio: median over runs of step length on descents over what the own line expects at that speed; null: see descent_step_reason
--   descent_step_reason: why it is null: no_run, no_descent, no_step_length or few_runs; null: it is known
--   moving_s: time moving in all runs of it; null: no run
--   descent_known_share: part of it of which metres lost are known, 0-1; null: no run
--   descent_m: metres lost in all runs of it; null: unknown for more than a fifth of the moving time
-- source: metric.run, metric.run_flat_cadence, metric.run_descent; docs/evidence/metrics.md#mechanics_run
with checked as (
    select distinct
        runner_id,
        local_date as check_date,
    from metric.mechanics_check
    where local_date <= as_of_date()
),

span as (
    select
        runner_id,
        check_date,
        check_date - parameter('mechanics_run_days')::integer as from_date,
        check_date - 1 as until_date,
    from checked
    union all
    select
        runner_id,
        null as check_date,
        as_of_date() - parameter('mechanics_run_days')::integer + 1 as from_date,
        as_of_date() as until_date,
    from core.runner
),

run as (
    select
        span.runner_id,
        span.from_date,
        run.session_id,
        run.cadence_adjusted_spm,
        run.descent_m,
        run.moving_s,
        case when run.descent_m is not null then run.descent_known_s end as descent_known_s,
        flat.step_length_ratio,
        coalesce(flat.is_judged, false) as is_judged,
        down.session_id is not null as has_descent,
        down.slower_than_usual_share,
        down.step_length_ratio as descent_step_length_ratio,
        down.reason,
    from span
    inner join metric.run as run
        on
            run.runner_id = span.runner_id
            and run.local_date between span.from_date and span.until_date
    left join metric.run_flat_cadence as flat on flat.session_id = run.session_id
    left join metric.run_descent as down on down.session_id = run.session_id
),

counted as (
    select
        runner_id,
        from_date,
        count(*) as run_count,
        count(*) filter (is_judged) as judged_count,
        count(*) filter (has_descent) as descent_run_count,
        count(cadence_adjusted_spm) as cadence_count,
        median(cadence_adjusted_spm) as cadence_spm,
        count(step_length_ratio) filter (is_judged) as step_count,
        median(step_length_ratio) filter (is_judged) as step_ratio,
        count(slower_than_usual_share) as slower_count,
        median(slower_than_usual_share) as slower_share,
        mode(reason) as reason,
        count(descent_step_length_ratio) as descent_step_count,
        median(descent_step_length_ratio) as descent_step_ratio,
        sum(moving_s) as moving_s,
        sum(descent_known_s) as descent_known_s,
        sum(descent_m) as descent_m,
    from run
    group by
        runner_id,
        from_date
),

reasoned as (
    select
        *,
        case
            when cadence_count >= parameter('mechanics_least_run_count') then null
            when cadence_count = 0 then 'no_flat_cadence'
            else 'few_runs'
        end as cadence_reason,
        case
            when step_count >= parameter('mechanics_least_run_count') then null
            when judged_count = 0 then 'no_flat_cadence'
            when step_count = 0 then 'no_line'
            else 'few_runs'
        end as step_length_reason,
        case
            when slower_count >= parameter('mechanics_least_run_count') then null
            when descent_run_count = 0 then 'no_descent'
            when slower_count = 0 then reason
            else 'few_runs'
        end as descent_reason,
        case
            when descent_step_count >= parameter('mechanics_least_run_count') then null
            when descent_run_count = 0 then 'no_descent'
            when descent_step_count = 0 then 'no_step_length'
            else 'few_runs'
        end as descent_step_reason,
    from counted
)

select
    span.runner_id,
    span.check_date,
    span.from_date,
    span.until_date,
    coalesce(told.run_count, 0)::integer as run_count,
    case when told.cadence_reason is null then round(told.cadence_spm, 6) end
        as cadence_adjusted_spm,
    case when told.run_count is null then 'no_run' else told.cadence_reason end as cadence_reason,
    case when told.step_length_reason is null then round(told.step_ratio, 6) end
        as step_length_ratio,
    case when told.run_count is null then 'no_run' else told.step_length_reason end
        as step_length_reason,
    case when told.descent_reason is null then round(told.slower_share, 6) end
        as descent_slower_share,
    case when told.run_count is null then 'no_run' else told.descent_reason end
        as descent_reason,
    case when told.descent_step_reason is null then round(told.descent_step_ratio, 6) end
        as descent_step_length_ratio,
    case when told.run_count is null then 'no_run' else told.descent_step_reason end
        as descent_step_reason,
    round(told.moving_s, 3) as moving_s,
    known_share(told.descent_known_s, told.moving_s) as descent_known_share,
    known_sum(round(told.descent_m, 3), told.descent_known_s, told.moving_s) as descent_m,
from span
left join reasoned as told using (runner_id, from_date)
