-- One row per judged run: the runner's cadence of late, and whether steps were longer than one's own in
-- all of the last three runs.
-- grain: session_id
-- columns:
--   runner_id: who ran
--   session_id: the run
--   local_date: the runner's local calendar day
--   cadence_adjusted_spm: median of the last six judged runs at the runner's usual speed; null: fewer than six
--   equivalent_170_spm: what 170 steps a minute are for the runner's height; null: height unknown
--   below_170_share: how far the cadence of late lies below that, a part of it; below zero: above; null: one is unknown
--   least_step_length_ratio: least step length over one's own line of the last three judged runs; null: not known of all three
-- source: docs/evidence/metrics.md#cadence_adjusted
with judged as (
    select *
    from metric.run_flat_cadence
    where is_judged
),

windowed as (
    select
        *,
        count(*) over last_judged as judged_count,
        median(cadence_adjusted_spm) over last_judged as recent_spm,
        count(step_length_ratio) over last_few as ratio_count,
        min(step_length_ratio) over last_few as least_ratio,
    from judged
    window
        last_judged as (
            partition by runner_id
            order by started_at, session_id
            rows between parameter('cadence_judged_run_count')::integer - 1 preceding and current row
        ),
        last_few as (
            partition by runner_id
            order by started_at, session_id
            rows between parameter('overstride_run_count')::integer - 1 preceding and current row
        )
),

told as (
    select
        windowed.runner_id,
        windowed.session_id,
        windowed.local_date,
        case
            when windowed.judged_count >= parameter('cadence_judged_run_count')
                then round(windowed.recent_spm, 6)
        end as cadence_adjusted_spm,
        round(equivalent_170_spm(runner.height_cm), 6) as equivalent_170_spm,
        case
            when windowed.ratio_count >= parameter('overstride_run_count')
                then windowed.least_ratio
        end as least_step_length_ratio,
    from windowed
    inner join core.runner as runner using (runner_id)
)

select
    runner_id,
    session_id,
    local_date,
    cadence_adjusted_spm,
    equivalent_170_spm,
    round(1 - cadence_adjusted_spm / equivalent_170_spm, 6) as below_170_share,
    least_step_length_ratio,
from told
