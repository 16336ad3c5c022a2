-- One row per runner and week of the last twelve, weeks of which nothing is known included: what is laid side
-- by side of a few runners, never ranked.
-- grain: runner_id, week_start_date
-- columns:
--   runner_id: Our id of the runner
--   week_start_date: First day of the week, as the runner has it
--   distance_m [distance, {distance}]: Distance run, metres; 0 for a week off, null if unknown
--   longest_run_m [longest run, {distance}]: Longest run, metres; null if unknown
--   moving_s: Time moving, seconds; null if unknown
--   descent_m [descent, {height}]: Metres lost, of runs with altitude; null if unknown for more than a fifth of the time moving
--   descent_known_share: Part of the time moving of which metres lost are known, 0-1; null if nothing moved
--   fast_s [fast running, {minutes}]: Running near or above the reference speed, of runs with a stream, seconds; null if unknown for more than a fifth of the time moving
--   speed_known_share: Part of the time moving recorded in detail with a reference speed, 0-1; null if nothing moved
--   worst_pain_score [worst pain, of 10]: Worst pain of either knee, 0-10; null if none was logged, or not shared
--   logged_day_count: Days with any score; 0 if none was logged, or not shared
--   unknown_reason: Why the distance is unknown: hidden, before_first or day_unknown; null if it is known
--   is_running: The week is not over
--   is_training_shared: Training is shared with this viewer
--   is_pain_shared: Pain is shared with this viewer
-- source: our choice; metric.runner_week, metric.pain_day, core.withheld
with week as (
    select
        runner_id,
        week_start_date(as_of_date(), week_start)
        - 7 * unnest(range(0, parameter('squad_spark_weeks')::integer))::integer as week_start_date,
    from core.runner
),

pain as (
    select
        pain_day.runner_id,
        week_start_date(pain_day.local_date, runner.week_start) as week_start_date,
        max(pain_worst_score) as worst_pain_score,
        count(distinct local_date) filter (pain_worst_score is not null) as logged_day_count,
    from metric.pain_day as pain_day
    inner join core.runner as runner using (runner_id)
    where local_date <= as_of_date()
    group by all
),

shared as (
    select
        runner_id,
        bool_or(scope = 'training') as is_training_shared,
        bool_or(scope = 'pain') as is_pain_shared,
    from core.shared_scope
    group by runner_id
),

hidden as (
    select
        runner_id,
        sum(run_count) as run_count,
    from core.withheld
    group by runner_id
)

select
    runner_id,
    week_start_date,
    known.distance_m,
    known.longest_run_m,
    known.moving_s,
    known.descent_m,
    known.descent_known_share,
    round(known.fast_s + known.sprint_s, 3) as fast_s,
    known.speed_known_share,
    pain.worst_pain_score,
    coalesce(pain.logged_day_count, 0)::integer as logged_day_count,
    case
        when known.distance_m is not null then null
        when hidden.run_count > 0 then 'hidden'
        when known.runner_id is null then 'before_first'
        else 'day_unknown'
    end as unknown_reason,
    week_start_date > as_of_date() - 7 as is_running,
    coalesce(shared.is_training_shared, false) as is_training_shared,
    coalesce(shared.is_pain_shared, false) as is_pain_shared,
from week
left join metric.runner_week as known using (runner_id, week_start_date)
left join pain using (runner_id, week_start_date)
left join shared using (runner_id)
left join hidden using (runner_id)
order by
    runner_id,
    week_start_date
