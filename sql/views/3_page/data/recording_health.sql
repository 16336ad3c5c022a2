-- One row per device and year: what is known of its recordings, the newest year first.
-- grain: runner_id, device, year
-- columns:
--   runner_id: Our id of the runner
--   device: The watch or app
--   year: Year
--   run_count: Recordings
--   mended_count: Mended
--   set_aside_count: Waiting for your word
--   merged_count: The same run twice
--   distance_known_share: Distance known
--   altitude_known_share: Climb known, outside; null if none was outside
--   altitude_doubted_count: Recordings whose altitude is not believed
--   cadence_known_share: Cadence known
--   heart_rate_known_share: Heart rate known
-- source: metric.recording_health; docs/evidence/metrics.md#recording
select
    runner_id,
    device,
    year,
    run_count,
    mended_count,
    set_aside_count,
    merged_count,
    distance_known_share,
    altitude_known_share,
    altitude_doubted_count,
    cadence_known_share,
    heart_rate_known_share,
from metric.recording_health
order by
    year desc,
    run_count desc,
    device
