-- One row per watch or app of which several recordings do not say what they were and look like runs: asked
-- about with one question.
-- grain: runner_id, source, device
-- columns:
--   runner_id: Our id of the runner
--   source: Kind of file they came from
--   device: The watch or app; null if the files do not say
--   activity_id: The newest of the recordings: the answer is written down beside it
--   recording_count: How many wait
--   first_date: The runner's calendar day of the first
--   last_date: The runner's calendar day of the last
--   distance_m: Distance of them all, metres; one of unknown distance is left out
-- source: page.set_aside; docs/evidence/metrics.md#recording
select
    runner_id,
    source,
    device,
    arg_max(activity_id, (started_at, activity_id)) as activity_id,
    count(*)::integer as recording_count,
    min(local_date) as first_date,
    max(local_date) as last_date,
    round(sum(distance_m), 3) as distance_m,
from page.set_aside
where is_asked_together
group by
    runner_id,
    source,
    device
order by
    recording_count desc,
    source,
    device
