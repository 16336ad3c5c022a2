-- One row per descent of a counted run: a stretch of 60 m or more at -2 % or steeper that loses 5 m or
-- more, flatter gaps of up to 20 m bridged. What it asked, and how it was run against the runner's own
-- descents of that grade and own line of cadence over speed. A watch sees neither braking nor landing.
-- grain: activity_id, descent_index
-- columns:
--   runner_id: who ran
--   session_id: the run
--   activity_id: the recording
--   descent_index: place in the recording, from 0
--   local_date: the runner's local calendar day
--   start_m: where in the recording it begins
--   length_m: how long it is
--   loss_m: metres lost
--   grade_ratio: mean grade, negative
--   grade_band: down_2_5, down_5_10, down_10_15 or down_15, by the mean grade
--   moving_s: time moving
--   speed_mps: speed
--   flat_speed_mps: median speed on the flat of the same run; null: under 500 m of it
--   speed_ratio: speed over that; null: not known, see reason
--   usual_speed_ratio: median of that ratio over the runner's own descents of this band in earlier runs; null: fewer than 20, or from fewer than 5 runs
--   slower_than_usual_share: how much slower than usual it was run, negative is faster; may be mud, tired legs, caution; null: see reason
--   step_count: steps; null: no cadence
--   step_length_m: mean length of a step, the first 5 s left out; null: no cadence, walked, or altitude by GPS only
--   step_length_ratio: that over what the own line expects on the flat at that speed; null: likewise, or no line
--   energy_j_per_kg: energy the body must take up, a lower bound of the work of slowing down; null: altitude by GPS only
--   energy_per_m_j_per_kg: the same a metre of way
--   energy_per_step_j_per_kg: the same a step: falls with quicker, shorter steps; null: no cadence
--   altitude_source: barometric, gps, corrected or none
--   reason: why slower_than_usual_share is null: gps_altitude, walked, no_flat_speed or few_descents; null: it is known
-- source: Vernillo 2017, doi 10.1007/s40279-016-0605-y; DeVita 2008, doi 10.1016/j.jbiomech.2008.09.024; docs/evidence/metrics.md#descents
with session_activity as (
    select
        *,
        min(started_at) over (partition by session_id) as session_started_at,
    from core.session_activity
),

descent as (
    select
        descent.*,
        activity.session_id,
        activity.session_started_at,
        activity.local_date,
        activity.altitude_source,
        exposure.flat_speed_mps,
        activity.altitude_source <> 'gps' as is_trusted,
        case
            when activity.altitude_source = 'gps' then 'gps_altitude'
            when descent.is_walking then 'walked'
            when exposure.flat_speed_mps is null then 'no_flat_speed'
        end as reason,
    from core.descent as descent
    inner join session_activity as activity using (activity_id)
    left join core.exposure as exposure using (activity_id)
    where activity.altitude_source <> 'none'  -- none where it is not believed
),

measured as (
    select
        *,
        case when reason is null then speed_mps / flat_speed_mps end as speed_ratio,
        is_trusted and not is_walking as has_steps,
    from descent
),

earlier as (
    select
        activity_id,
        descent_index,
        median(speed_ratio) over before as median_ratio,
        count(*) over before as descent_count,
        dense_rank() over (
            partition by runner_id, grade_band
            order by session_started_at, session_id
        ) - 1 as run_count,
    from measured
    where speed_ratio is not null
    window
        before as (
            partition by runner_id, grade_band
            order by session_started_at
            range between unbounded preceding and interval 1 microsecond preceding
        )
),

usual as (
    select
        activity_id,
        descent_index,
        median_ratio as usual_speed_ratio,
    from earlier
    where
        descent_count >= parameter('descent_norm_least_count')
        and run_count >= parameter('descent_norm_least_runs')
)

select
    runner_id,
    measured.session_id,
    activity_id,
    descent_index,
    measured.local_date,
    measured.start_m,
    measured.length_m,
    measured.loss_m,
    measured.grade_ratio,
    measured.grade_band,
    measured.moving_s,
    measured.speed_mps,
    measured.flat_speed_mps,
    round(measured.speed_ratio, 6) as speed_ratio,
    round(usual.usual_speed_ratio, 6) as usual_speed_ratio,
    round(
        slower_than_usual_share(measured.speed_mps, measured.flat_speed_mps, usual.usual_speed_ratio),
        6
    ) as slower_than_usual_share,
    measured.step_count,
    case when measured.has_steps then measured.step_length_m end as step_length_m,
    case
        when measured.has_steps
            then round(
                measured.step_length_m
                * (reference.intercept + reference.slope * measured.steady_speed_mps)
                / (60 * measured.steady_speed_mps), 6
            )
    end as step_length_ratio,
    case when measured.is_trusted then measured.energy_j_per_kg end as energy_j_per_kg,
    case
        when measured.is_trusted then round(measured.energy_j_per_kg / measured.length_m, 6)
    end as energy_per_m_j_per_kg,
    case
        when measured.is_trusted
            then round(measured.energy_j_per_kg / nullif(measured.step_count, 0), 6)
    end as energy_per_step_j_per_kg,
    measured.altitude_source,
    coalesce(
        measured.reason, case when usual.usual_speed_ratio is null then 'few_descents' end
    ) as reason,
from measured
left join usual using (activity_id, descent_index)
left join metric.cadence_reference as reference using (runner_id)
