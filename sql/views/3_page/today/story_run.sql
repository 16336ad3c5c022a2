-- One row per run of the last twelve weeks, oldest first: how far it went beside what the 30 days before it
-- allowed, and what it lost in height.
-- grain: session_id
-- columns:
--   runner_id: Our id of the runner
--   session_id: Our id of the run
--   local_date: The runner's calendar day
--   run_index: Its place among the runs of that day, from 1
--   day_run_count: Runs of that day
--   distance_m [a run, {distance}]: Distance, metres; null if unknown
--   longest_30d_m [longest run, {distance}]: Longest run of the 30 days before it, metres; null if none
--   ceiling_m [what the 30 days before allow, {distance}]: That and a tenth, metres: beyond it a run is a jump; null likewise
--   spike_ratio: Distance over that longest run; null if one of the two is unknown
--   is_past: It was a jump
--   descent_m [descent, {height}]: Metres lost; null if unknown
-- source: metric.session_spike, risk.jump; Frandsen 2025, doi 10.1136/bjsports-2024-109380
select
    spike.runner_id,
    spike.session_id,
    spike.local_date,
    row_number() over day as run_index,
    count(*) over (partition by spike.runner_id, spike.local_date) as day_run_count,
    spike.distance_m,
    spike.longest_30d_m,
    round(parameter('spike_small_ratio') * spike.longest_30d_m, 3) as ceiling_m,
    spike.spike_ratio,
    jump.session_id is not null as is_past,
    run.descent_m,
from metric.session_spike as spike
inner join metric.run as run on run.session_id = spike.session_id
left join risk.jump as jump on jump.session_id = spike.session_id
where spike.local_date > as_of_date() - 7 * parameter('pain_pattern_weeks')::integer
window
    day as (
        partition by spike.runner_id, spike.local_date
        order by run.started_at, spike.session_id
    )
order by
    spike.runner_id,
    spike.local_date,
    run_index
