-- One row per device of a runner whose altitude is not believed on some runs: over which time, why, and
-- what it told.
-- grain: runner_id, device
-- columns:
--   runner_id: Our id of the runner
--   device: The watch or app; "not told" where the file does not say
--   run_count: Runs whose altitude is not believed
--   from_date: Day of the first of them
--   until_date: Day of the last of them
--   reason: Why, as most of them have it: unlike_told, unlike_other_devices, rough or unreliable_device
--   recorded_ascent_m: What it tells that they climb together, metres
--   distance_m: Their distance together, metres
-- source: core.activity; docs/evidence/metrics.md#doubted_altitude
with

doubted as (
    select
        runner_id,
        coalesce(device, 'not told') as device,
        altitude_doubt as reason,
        count(*) as run_count,
        min(local_date) as from_date,
        max(local_date) as until_date,
        sum(recorded_ascent_m order by activity_id) as recorded_ascent_m,
        sum(distance_m order by activity_id) as distance_m,
    from core.activity
    where
        altitude_doubt is not null
        and not is_excluded
        and duplicate_of is null
    group by
        runner_id,
        coalesce(device, 'not told'),
        altitude_doubt
)

select
    runner_id,
    device,
    sum(run_count)::integer as run_count,
    min(from_date) as from_date,
    max(until_date) as until_date,
    first(reason order by reason = 'unreliable_device', run_count desc, reason) as reason,
    round(sum(recorded_ascent_m order by reason), 3) as recorded_ascent_m,
    round(sum(distance_m order by reason), 3) as distance_m,
from doubted
group by
    runner_id,
    device
order by
    until_date desc,
    device
