-- One row per runner, device and year: how much of the recordings is known, and what was done to them.
-- grain: runner_id, device, year
-- columns:
--   runner_id: the runner
--   device: the watch or app; "not told" where the file does not say
--   year: calendar year of the runs, by the runner's local days
--   run_count: recordings of runs, second recordings among them
--   mended_count: recordings beside which a note says what was put right, guessed or left out
--   set_aside_count: recordings that do not count until their runner says so
--   merged_count: second recordings of a run that another one counts for
--   distance_known_share: share of the recordings with a distance
--   altitude_known_share: share of those outside on which climb and descent are known
--   altitude_doubted_count: recordings whose altitude is not believed, so that their hills are unknown
--   cadence_known_share: share of the recordings with a cadence
--   heart_rate_known_share: share of the recordings with a heart rate
-- source: core.activity; docs/evidence/metrics.md#recording
select
    runner_id,
    coalesce(device, 'not told') as device,
    year(local_date)::integer as year,
    count(*)::integer as run_count,
    (count(*) filter (note is not null and detail_level = 'stream'))::integer as mended_count,
    (count(*) filter (set_aside_reason is not null and is_excluded))::integer as set_aside_count,
    (count(*) filter (duplicate_of is not null))::integer as merged_count,
    round(count(distance_m) / count(*), 4) as distance_known_share,
    round(
        count(descent_m) filter (not is_treadmill)
        / nullif(count(*) filter (not is_treadmill), 0), 4
    ) as altitude_known_share,
    count(altitude_doubt)::integer as altitude_doubted_count,
    round(count(cadence_spm) / count(*), 4) as cadence_known_share,
    round(count(heart_rate_bpm) / count(*), 4) as heart_rate_known_share,
from core.activity
where is_run
group by runner_id, coalesce(device, 'not told'), year(local_date)
