-- One row per break from running that is over, longest first, and how the first week after it went.
-- grain: session_id
-- columns:
--   runner_id: Our id of the runner
--   session_id: Our id of the run that ended it
--   break_rank: 1 is the longest
--   last_run_date: Day of the run before it
--   return_date: Day of the run that ended it
--   gap_days: Days from the one to the other
--   usual_week_m: Mean weekly distance of the four weeks before, metres; null if unknown
--   cap_m: What is meant for a first week after such a break, metres; null if unknown
--   first_week_m: Run in the first week after it, metres; null if unknown
--   worst_score: Highest pain score of either knee from the return on for a week, 0-10; null if none was logged
--   knee: left, right or unknown, the one of that score; null likewise
-- source: metric.reentry, metric.pain_day; docs/evidence/metrics.md#reentry
with first_week as (
    select
        return_session_id as session_id,
        max(since_return_m) as first_week_m,
    from metric.reentry
    where return_session_id is not null
    group by return_session_id
),

broken as (
    select *
    from metric.reentry
    where
        gap_days >= break_from_days
        and local_date <= as_of_date() + 1
),

sore as (
    select
        broken.session_id,
        max(pain.pain_worst_score) as worst_score,
        arg_max(
            pain.knee, (pain.pain_worst_score, broken.local_date - pain.local_date)
        ) as knee,
    from broken
    inner join metric.pain_day as pain
        on
            pain.runner_id = broken.runner_id
            and pain.local_date between broken.local_date
            and broken.local_date + parameter('history_pain_days')::integer
    where pain.pain_worst_score is not null
    group by broken.session_id
)

select
    broken.runner_id,
    session_id,
    (row_number() over (
        partition by broken.runner_id
        order by broken.gap_days desc, broken.local_date desc, session_id
    ))::integer as break_rank,
    broken.local_date - broken.gap_days::integer as last_run_date,
    broken.local_date as return_date,
    broken.gap_days::integer as gap_days,
    broken.usual_week_m,
    broken.cap_m,
    first_week.first_week_m,
    sore.worst_score,
    sore.knee,
from broken
left join first_week using (session_id)
left join sore using (session_id)
order by
    broken.runner_id,
    break_rank
