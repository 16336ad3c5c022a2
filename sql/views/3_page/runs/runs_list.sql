-- One row per run: what a runner sorts by.
-- grain: session_id
-- columns:
--   runner_id: Our id of the runner
--   session_id: Our id of the run
--   started_at: Start, UTC
--   local_date: The runner's calendar day
--   distance_m: Distance, metres; null if unknown
--   moving_s: Time moving, seconds
--   speed_mps: Distance over time moving, metres a second
--   ascent_m: Metres climbed; null without altitude
--   descent_m: Metres lost; null without altitude
--   cadence_spm: Mean cadence, steps a minute of both feet; null if not recorded
--   cadence_adjusted_spm: Cadence on the flat, brought to the runner's usual speed
--   heart_rate_bpm: Mean heart rate, beats a minute; null if not recorded
--   fast_s: Seconds near or above the runner's reference speed; null without detail
--   knee_load: Thousands of flat steps of own usual length; own history only
--   spike_ratio: Distance over the longest run of the 30 days before; null if there is none, or it is unknown
--   spike_band: no_reference, reference, small, moderate or large
--   worst_pain_score: Worst pain logged for that day and the morning after, 0-10; null if none was
--   is_treadmill: On a treadmill
-- source: metric.run, metric.session_spike, what the runner logged
with

pain as (
    select
        runner_id,
        local_date,
        max(worst_score) as worst_pain_score,
    from page.pain_mark
    group by
        runner_id,
        local_date
)

select
    run.runner_id,
    session_id,
    run.started_at,
    run.local_date,
    run.distance_m,
    run.moving_s,
    run.speed_mps,
    run.ascent_m,
    run.descent_m,
    run.cadence_spm,
    run.cadence_adjusted_spm,
    run.heart_rate_bpm,
    run.fast_s,
    run.knee_load,
    spike.spike_ratio,
    spike.spike_band,
    pain.worst_pain_score,
    run.is_treadmill,
from metric.run as run
left join metric.session_spike as spike using (session_id)
left join pain on pain.runner_id = run.runner_id and pain.local_date = run.local_date
order by
    run.started_at desc,
    session_id
