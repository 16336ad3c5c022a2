-- One row per run that went clearly past the longest of the 30 days before it, with what was logged of the
-- knees in the days after: by how many metres it went past, most first. What came after is not shown to
-- have come from it. Runs of the first 30 recorded days are left out: what came before them is not known.
-- grain: session_id
-- columns:
--   runner_id: Our id of the runner
--   session_id: Our id of the run
--   jump_rank: 1 is the one that went furthest past
--   local_date: The runner's calendar day
--   distance_m [distance, {distance}]: Distance of the run, metres
--   longest_30d_m [longest run, {distance}]: Longest run of the 30 days before, metres
--   spike_ratio [jump, times]: The one over the other
--   worst_score: Highest pain score of either knee from that day on for a week, 0-10; null if none was logged
--   knee: left, right or unknown, the one of that score; null likewise
--   pain_date: Day of that score; null likewise
-- source: metric.session_spike, metric.runner_span, metric.pain_day
with jump as (
    select spike.*
    from metric.session_spike as spike
    inner join metric.runner_span as span using (runner_id)
    where
        spike.spike_ratio > parameter('spike_small_ratio') + parameter('ratio_slack')
        and spike.local_date >= span.first_date + parameter('spike_window_days')::integer
        and spike.local_date <= as_of_date() + 1
),

sore as (
    select
        jump.session_id,
        max(pain.pain_worst_score) as worst_score,
        arg_max(pain.knee, (pain.pain_worst_score, jump.local_date - pain.local_date)) as knee,
        arg_max(
            pain.local_date, (pain.pain_worst_score, jump.local_date - pain.local_date)
        ) as pain_date,
    from jump
    inner join metric.pain_day as pain
        on
            pain.runner_id = jump.runner_id
            and pain.local_date between jump.local_date
            and jump.local_date + parameter('history_pain_days')::integer
    where pain.pain_worst_score is not null
    group by jump.session_id
)

select
    jump.runner_id,
    session_id,
    (row_number() over (
        partition by jump.runner_id
        order by jump.distance_m - jump.longest_30d_m desc, jump.local_date desc, session_id
    ))::integer as jump_rank,
    jump.local_date,
    jump.distance_m,
    jump.longest_30d_m,
    jump.spike_ratio,
    sore.worst_score,
    sore.knee,
    sore.pain_date,
from jump
left join sore using (session_id)
order by
    jump.runner_id,
    jump_rank
