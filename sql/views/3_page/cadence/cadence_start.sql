-- One row per runner: whether a plan of quicker steps can start today, what it would freeze, and if it
-- cannot, why not and from when. Not in the week of a spike or of the return from a break: one change
-- at a time.
-- grain: runner_id
-- columns:
--   runner_id: Our id of the runner
--   refusal_code: underway, refer, no_line, few_runs, at_aim, spike, reentry or break; empty: it can start
--   refused_date: Day of the run behind the refusal; null without one
--   open_from_date: First day on which that no longer stands in the way; null if nothing does, or unknown
--   judged_run_count: Runs of the last eight weeks with enough flat running
--   wanted_judged_count: How many of them are needed
--   baseline_spm: Median cadence of the last of them at the usual speed, steps a minute; null if unknown
--   target_spm: The first step above it; null likewise
--   aim_spm: 170 steps a minute for the runner's height, 170 where that is unknown
--   is_height_known: No: the aim is 170 as it stands
--   reference_speed_mps: The runner's usual speed on the flat; null if unknown
--   line_slope: Of the runner's line, steps a minute per m/s; null without one
--   line_week_start_date: The week that this line is of; null likewise
--   line_method: own, drawn_to_usual or usual; null likewise
--   wanted_run_count: Runs that a step is held for
--   most_share: How far above the baseline any plan goes, a share
--   judged_flat_s: Flat, steady running that a run needs to be judged
--   advised_spm: The cadence that the aim is fitted from
-- source: docs/evidence/metrics.md#cadence_step
with runner as (
    select
        runner_id,
        round(
            coalesce(equivalent_170_spm(height_cm), parameter('cadence_advised_spm')), 6
        ) as aim_spm,
        equivalent_170_spm(height_cm) is not null as is_height_known,
        as_of_date() - 7 * parameter('cadence_line_weeks')::integer as baseline_from_date,
        as_of_date() - parameter('cadence_step_load_days')::integer as load_from_date,
    from core.runner
),

line as (
    select *
    from metric.cadence_line
    qualify row_number() over (partition by runner_id order by week_start_date desc) = 1
),

judged as (
    select
        flat.runner_id,
        flat.flat_cadence_spm
        - line.slope * (flat.flat_speed_mps - line.usual_speed_mps) as cadence_adjusted_spm,
        row_number() over (
            partition by flat.runner_id order by flat.started_at desc, flat.session_id desc
        ) as run_rank,
    from metric.run_flat_cadence as flat
    inner join line using (runner_id)
    inner join runner using (runner_id)
    where
        flat.is_judged
        and flat.local_date > runner.baseline_from_date
),

baseline as (
    select
        runner_id,
        count(*)::integer as judged_run_count,
        round(median(cadence_adjusted_spm) filter (
            run_rank <= parameter('cadence_judged_run_count')
        ), 6) as baseline_spm,
    from judged
    group by runner_id
),

spike as (
    select
        spike.runner_id,
        max(spike.local_date) as local_date,
    from metric.session_spike as spike
    inner join runner using (runner_id)
    where
        spike.spike_band in ('small', 'moderate', 'large')
        and spike.local_date > runner.load_from_date
    group by spike.runner_id
),

returned as (
    select
        reentry.runner_id,
        max(reentry.local_date) as local_date,
    from metric.reentry as reentry
    inner join runner using (runner_id)
    where
        reentry.gap_days >= reentry.break_from_days
        and reentry.local_date > runner.load_from_date
    group by reentry.runner_id
),

last_run as (
    select
        runner_id,
        max(local_date) as local_date,
        arg_max(next_break_from_days, (local_date, session_id)) as break_from_days,
    from metric.reentry
    group by runner_id
),

told as (
    select
        runner.runner_id,
        case
            when today.runner_id is not null then 'underway'
            when now.hold_name is not null then 'refer'
            when line.runner_id is null then 'no_line'
            when spike.runner_id is not null then 'spike'
            when returned.runner_id is not null then 'reentry'
            when as_of_date() - last_run.local_date >= last_run.break_from_days then 'break'
            when
                coalesce(baseline.judged_run_count, 0) < parameter('cadence_judged_run_count')
                then 'few_runs'
            when baseline.baseline_spm >= aim_spm then 'at_aim'
        end as refusal_code,
        spike.local_date as spike_date,
        returned.local_date as returned_date,
        last_run.local_date as last_run_date,
        coalesce(baseline.judged_run_count, 0) as judged_run_count,
        baseline.baseline_spm,
        runner.aim_spm,
        runner.is_height_known,
        line.usual_speed_mps,
        line.slope,
        line.week_start_date,
        line.line_method,
    from runner
    left join page.cadence_today as today using (runner_id)
    left join risk.runner_today as now using (runner_id)
    left join line using (runner_id)
    left join baseline using (runner_id)
    left join spike using (runner_id)
    left join returned using (runner_id)
    left join last_run using (runner_id)
),

dated as (
    select
        *,
        case refusal_code
            when 'spike' then spike_date
            when 'reentry' then returned_date
            when 'break' then last_run_date
        end as refused_date,
    from told
)

select
    runner_id,
    refusal_code,
    refused_date,
    case
        when refusal_code in ('spike', 'reentry')
            then refused_date + parameter('cadence_step_load_days')::integer
    end as open_from_date,
    judged_run_count,
    parameter('cadence_judged_run_count')::integer as wanted_judged_count,
    baseline_spm,
    round(step_target_spm(baseline_spm, 1), 6) as target_spm,
    aim_spm,
    is_height_known,
    usual_speed_mps as reference_speed_mps,
    slope as line_slope,
    week_start_date as line_week_start_date,
    line_method,
    parameter('cadence_step_run_count')::integer as wanted_run_count,
    parameter('cadence_step_share') * parameter('cadence_step_most_level') as most_share,
    parameter('cadence_judged_flat_s') as judged_flat_s,
    parameter('cadence_advised_spm') as advised_spm,
from dated
order by runner_id
