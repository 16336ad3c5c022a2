-- What one recorded run asked of the body, from its 50 m splits (docs/evidence/metrics.md#days-and-weeks).
-- Bands hold running and walking alike and add up to the distance of known grade; they are unknown
-- where too little of the run has a grade, and where its altitude is not believed. Steps come from the mean cadence, if enough is known.
-- The brake weight grows in a line from level to the laboratory grade: Gottschall & Kram 2005,
-- doi 10.1016/j.jbiomech.2004.04.023; an upper bound for the knee (Telhan 2010).
-- Given: temp table staged_activity (activity_id). Sums are over whole numbers (millimetres, milliseconds,
-- millionths of a step a minute, thousand millionths of a weight), so that any order gives the same.
insert into core.exposure by name
with believed as (
    select
        split.* replace (
            case when activity.altitude_doubt is null then split.grade_ratio end as grade_ratio
        ),
        activity.formula_version,
    from core.split as split
    inner join core.activity as activity using (activity_id)
    where split.activity_id in (select activity_id from staged_activity)
),

split as (
    select
        *,
        case
            when grade_ratio <= -parameter('band_grade_15_ratio') then 'down_15'
            when grade_ratio <= -parameter('band_grade_10_ratio') then 'down_10_15'
            when grade_ratio <= -parameter('band_grade_5_ratio') then 'down_5_10'
            when grade_ratio <= -parameter('flat_grade_ratio') then 'down_2_5'
            when grade_ratio < parameter('flat_grade_ratio') then 'flat'
            when grade_ratio < parameter('band_grade_5_ratio') then 'up_2_5'
            when grade_ratio < parameter('band_grade_10_ratio') then 'up_5_10'
            when grade_ratio is not null then 'up_10'
        end as grade_band,
        round(distance_m * 1e3)::bigint as distance_mm,
        round(moving_s * 1e3)::bigint as moving_ms,
        round(cadence_spm * 1e6)::bigint as cadence_millionths,
        round(
            1e9 + 1e9 * parameter('brake_gain')
            * least(abs(grade_ratio), parameter('brake_grade_limit_ratio'))
            / tan(radians(parameter('brake_grade_degrees')))
        )::bigint as brake_weight_billionths,
    from believed
),

gait as (
    select
        activity_id,
        any_value(runner_id) as runner_id,
        any_value(formula_version) as formula_version,
        coalesce(sum(moving_ms) filter (not is_walking), 0) / 1e3 as running_s,
        coalesce(sum(moving_ms) filter (is_walking), 0) / 1e3 as walking_s,
        coalesce(sum(distance_mm) filter (not is_walking), 0) / 1e3 as running_m,
        coalesce(sum(distance_mm) filter (is_walking), 0) / 1e3 as walking_m,
        sum(moving_ms) filter (not is_walking and cadence_spm is not null) / 1e3 as running_counted_s,
        sum(moving_ms * cadence_millionths)
            filter (not is_walking) / 1e9 / running_counted_s as running_cadence_spm,
        sum(moving_ms) filter (is_walking and cadence_spm is not null) / 1e3 as walking_counted_s,
        sum(moving_ms * cadence_millionths)
            filter (is_walking) / 1e9 / walking_counted_s as walking_cadence_spm,
    from split
    group by activity_id
),

hill as (
    select
        activity_id,
        coalesce(sum(distance_mm) filter (grade_band = 'up_2_5'), 0) / 1e3 as up_2_5_m,
        coalesce(sum(distance_mm) filter (grade_band = 'up_5_10'), 0) / 1e3 as up_5_10_m,
        coalesce(sum(distance_mm) filter (grade_band = 'up_10'), 0) / 1e3 as up_10_m,
        coalesce(sum(distance_mm) filter (grade_band = 'flat'), 0) / 1e3 as flat_m,
        coalesce(sum(distance_mm) filter (grade_band = 'down_2_5'), 0) / 1e3 as down_2_5_m,
        coalesce(sum(distance_mm) filter (grade_band = 'down_5_10'), 0) / 1e3 as down_5_10_m,
        coalesce(sum(distance_mm) filter (grade_band = 'down_10_15'), 0) / 1e3 as down_10_15_m,
        coalesce(sum(distance_mm) filter (grade_band = 'down_15'), 0) / 1e3 as down_15_m,
        coalesce(sum(moving_ms) filter (grade_band = 'up_2_5'), 0) / 1e3 as up_2_5_s,
        coalesce(sum(moving_ms) filter (grade_band = 'up_5_10'), 0) / 1e3 as up_5_10_s,
        coalesce(sum(moving_ms) filter (grade_band = 'up_10'), 0) / 1e3 as up_10_s,
        coalesce(sum(moving_ms) filter (grade_band = 'flat'), 0) / 1e3 as flat_s,
        coalesce(sum(moving_ms) filter (grade_band = 'down_2_5'), 0) / 1e3 as down_2_5_s,
        coalesce(sum(moving_ms) filter (grade_band = 'down_5_10'), 0) / 1e3 as down_5_10_s,
        coalesce(sum(moving_ms) filter (grade_band = 'down_10_15'), 0) / 1e3 as down_10_15_s,
        coalesce(sum(moving_ms) filter (grade_band = 'down_15'), 0) / 1e3 as down_15_s,
        coalesce(
            sum(distance_mm * brake_weight_billionths) filter (grade_band like 'down%'), 0
        ) / 1e12 as downhill_weighted_m,
        coalesce(sum(distance_mm) filter (grade_band is not null), 0)
        >= parameter('least_known_share') * sum(distance_mm) as is_known,
        case
            when
                sum(distance_mm) filter (grade_band = 'flat' and not is_walking) / 1e3
                >= parameter('flat_speed_least_m')
                then median(speed_mps) filter (grade_band = 'flat' and not is_walking)
        end as flat_speed_mps,
    from split
    group by activity_id
)

select
    activity_id,
    runner_id,
    round(running_s, 3) as running_s,
    round(walking_s, 3) as walking_s,
    round(running_m, 3) as running_m,
    round(walking_m, 3) as walking_m,
    round(running_cadence_spm, 6) as running_cadence_spm,
    case
        when running_s = 0 then 0
        when running_counted_s >= parameter('least_known_share') * running_s
            then round(running_cadence_spm * running_s / 60, 6)
    end as step_count,
    case
        when walking_s = 0 then 0
        when walking_counted_s >= parameter('least_known_share') * walking_s
            then round(walking_cadence_spm * walking_s / 60, 6)
    end as walking_step_count,
    case when is_known then round(up_2_5_m, 3) end as up_2_5_m,
    case when is_known then round(up_5_10_m, 3) end as up_5_10_m,
    case when is_known then round(up_10_m, 3) end as up_10_m,
    case when is_known then round(flat_m, 3) end as flat_m,
    case when is_known then round(down_2_5_m, 3) end as down_2_5_m,
    case when is_known then round(down_5_10_m, 3) end as down_5_10_m,
    case when is_known then round(down_10_15_m, 3) end as down_10_15_m,
    case when is_known then round(down_15_m, 3) end as down_15_m,
    case when is_known then round(up_2_5_s, 3) end as up_2_5_s,
    case when is_known then round(up_5_10_s, 3) end as up_5_10_s,
    case when is_known then round(up_10_s, 3) end as up_10_s,
    case when is_known then round(flat_s, 3) end as flat_s,
    case when is_known then round(down_2_5_s, 3) end as down_2_5_s,
    case when is_known then round(down_5_10_s, 3) end as down_5_10_s,
    case when is_known then round(down_10_15_s, 3) end as down_10_15_s,
    case when is_known then round(down_15_s, 3) end as down_15_s,
    case
        when is_known then round(down_2_5_m + down_5_10_m + down_10_15_m + down_15_m, 3)
    end as downhill_m,
    case when is_known then round(downhill_weighted_m, 3) end as downhill_weighted_m,
    case
        when is_known then round(down_2_5_s + down_5_10_s + down_10_15_s + down_15_s, 3)
    end as downhill_s,
    round(flat_speed_mps, 6) as flat_speed_mps,
    formula_version,
from gait
inner join hill using (activity_id);
