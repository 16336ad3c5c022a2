-- One row per runner: what 170 steps a minute would be for this height, where the runner stands, and how
-- many recreational runners lie below 170. Context, no target.
-- grain: runner_id
-- columns:
--   runner_id: Our id of the runner
--   advised_spm: The cadence that is often advised to everybody, steps a minute
--   height_cm: The runner's height
--   equivalent_170_spm: What it is for this height; empty: height unknown
--   recent_spm: Median of the last six judged runs at the usual speed; empty: too few
--   dimensionless_cadence_ratio: That in steps a pendulum swing of the leg: comparable between heights
--   is_below: The runner lies below the equivalent; empty: one is unknown
--   has_goal: The runner said that quicker steps are a goal
--   least_step_length_ratio: Least step length over one's own line of the last three judged runs
--   overstride_ratio: Above this it is worth a word
--   overstride_run_count: How many runs in a row that needs
--   share_below_advised: Of experienced recreational runners, how many lie below the advised cadence
--   study_speed_mps: The speed at which that was found
-- source: de Ruiter 2020, doi 10.1080/17461391.2019.1626911; docs/evidence/metrics.md#height_adjusted_cadence
with recent as (
    select *
    from metric.cadence_recent
    qualify row_number() over (
        partition by runner_id order by local_date desc, session_id desc
    ) = 1
),

goal as (
    select
        runner_id,
        arg_max(has_goal, saved_order) as has_goal,
    from journal.cadence_goal
    group by runner_id
)

select
    runner_id,
    parameter('cadence_advised_spm') as advised_spm,
    runner.height_cm,
    round(equivalent_170_spm(runner.height_cm), 6) as equivalent_170_spm,
    recent.cadence_adjusted_spm as recent_spm,
    round(dimensionless_cadence(recent.cadence_adjusted_spm, runner.height_cm), 6)
        as dimensionless_cadence_ratio,
    recent.below_170_share > 0 as is_below,
    coalesce(goal.has_goal, false) as has_goal,
    recent.least_step_length_ratio,
    parameter('overstride_ratio') as overstride_ratio,
    parameter('overstride_run_count')::integer as overstride_run_count,
    round(normal_share_below(
        parameter('cadence_advised_spm'),
        parameter('recreational_cadence_spm'),
        parameter('recreational_cadence_sd_spm')
    ), 6) as share_below_advised,
    parameter('recreational_cadence_speed_mps') as study_speed_mps,
from core.runner as runner
left join recent using (runner_id)
left join goal using (runner_id)
order by runner_id
