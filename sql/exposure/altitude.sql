-- Whether altitude is believed, a verdict a run and another a device (docs/evidence/metrics.md#doubted_altitude).
-- A run's altitude is doubted
-- - when it climbs far more than the device, its platform or another device on the same run tells;
-- - when it goes up and down as hills do not, and the pace takes no notice of it;
-- - when its device climbs, over half a year, far more than the runner's other devices in that time, and
--   the pace takes no notice either;
-- - when half of the device's runs of that half-year are doubted.
-- Whoever slows down where it gets steep runs real hills: no run in which pace answers is doubted by itself.
-- What is doubted has no hills: no climb, no descent, altitude from nowhere. What the recording tells is kept
-- beside, so that a new device, a repair or the runner's word can turn the verdict round.
-- Given: view chosen (activity_id, field, value); $runner_id. Leaves temp table staged_activity (activity_id,
-- altitude_doubt): runs whose verdict changed (altitude_turned.sql).
update core.activity
set
    recorded_ascent_m = ascent_m,
    recorded_descent_m = descent_m,
    recorded_altitude_source = altitude_source
where
    runner_id = $runner_id
    and recorded_altitude_source is null;

create or replace temp table altitude_verdict as
with run as (
    select
        activity_id,
        coalesce(duplicate_of, activity_id) as run_id,
        device,
        local_date,
        distance_m / 1000 as distance_km,
        recorded_ascent_m,
        recorded_descent_m,
        recorded_altitude_source,
        told_ascent_m,
        jaggedness_ratio,
        pace_answer_ratio,
        -- Wandering goes up as much as down; whoever only runs down a mountain does not wander.
        least(recorded_ascent_m, recorded_descent_m) / distance_km as climb_m_per_km,
    from core.activity
    where
        runner_id = $runner_id
        and is_run
        and not is_treadmill
        and not is_excluded
        and detail_level = 'stream'
        and recorded_altitude_source <> 'none'
        and recorded_ascent_m is not null
        and distance_m > 0
        and activity_id not in (
            select activity_id from chosen where field = 'is_altitude_right' and value = 'true'
        )
),

twin as (
    select
        run.activity_id,
        min(other.recorded_ascent_m) as twin_ascent_m,
    from run
    inner join run as other
        on
            other.run_id = run.run_id
            and other.activity_id <> run.activity_id
            and other.device <> run.device
    group by run.activity_id
),

compared as (
    select
        run.*,
        twin.twin_ascent_m,
        least(told_ascent_m, twin_ascent_m) as other_ascent_m,
        coalesce(pace_answer_ratio < parameter('doubt_pace_answer_ratio'), true) as may_be_unreal,
    from run
    left join twin using (activity_id)
),

alone as (
    select
        *,
        case
            when not may_be_unreal then null
            when
                recorded_ascent_m >= parameter('doubt_climb_ratio') * other_ascent_m
                and recorded_ascent_m - other_ascent_m
                >= parameter('doubt_climb_least_m_per_km') * distance_km
                then
                    case
                        when told_ascent_m = other_ascent_m then 'unlike_told'
                        else 'unlike_other_devices'
                    end
            when
                (
                    climb_m_per_km >= parameter('doubt_climb_least_m_per_km')
                    or (
                        -- Of satellites nothing finer than the sum is told, and it stays as rough as it is.
                        recorded_altitude_source <> 'gps'
                        and greatest(recorded_ascent_m, recorded_descent_m) / distance_km
                        >= parameter('doubt_rough_least_m_per_km')
                    )
                )
                and jaggedness_ratio >= parameter('doubt_jaggedness_ratio')
                and pace_answer_ratio < parameter('doubt_pace_answer_ratio')
                then 'rough'
        end as own_doubt,
    from compared
),

of_device as (
    select
        activity_id,
        device,
        local_date,
        own_doubt,
        count(*) over around as run_count,
        count(own_doubt) over around as doubted_count,
        median(climb_m_per_km) over around as device_climb_m_per_km,
        median(pace_answer_ratio) filter (
            climb_m_per_km >= parameter('doubt_climb_least_m_per_km')
        ) over around as device_pace_answer_ratio,
    from alone
    window
        around as (
            -- A run of an unnamed device stands alone: two of them need not be the same.
            partition by coalesce(device, activity_id)
            order by local_date
            range between to_days(parameter('doubt_device_window_days')::integer) preceding
            and to_days(parameter('doubt_device_window_days')::integer) following
        )
),

suspect as (
    select *
    from of_device
    where
        run_count >= parameter('doubt_device_least_runs')
        and device_climb_m_per_km >= parameter('doubt_climb_least_m_per_km')
        and device_pace_answer_ratio < parameter('doubt_pace_answer_ratio')
),

beside_others as (
    select suspect.activity_id
    from suspect
    inner join alone as other
        on
            other.device <> suspect.device
            and other.own_doubt is null
            and abs(other.local_date - suspect.local_date)
            <= parameter('doubt_device_window_days')
    group by suspect.activity_id, suspect.device_climb_m_per_km
    having
        count(*) >= parameter('doubt_device_least_runs')
        and suspect.device_climb_m_per_km
        >= parameter('doubt_climb_ratio') * median(other.climb_m_per_km)
        and suspect.device_climb_m_per_km - median(other.climb_m_per_km)
        >= parameter('doubt_climb_least_m_per_km')
)

select
    activity_id,
    case
        when own_doubt is not null then own_doubt
        when activity_id in (select activity_id from beside_others) then 'unlike_other_devices'
        when
            run_count >= parameter('doubt_device_least_runs')
            and doubted_count >= parameter('doubt_device_share') * run_count
            then 'unreliable_device'
    end as altitude_doubt,
from of_device;

create or replace temp table staged_activity as
select
    activity.activity_id,
    verdict.altitude_doubt,
from core.activity as activity
left join altitude_verdict as verdict using (activity_id)
where
    activity.runner_id = $runner_id
    and activity.altitude_doubt is distinct from verdict.altitude_doubt;
