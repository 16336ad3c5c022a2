-- One row per run that lost at least as much height as the runner's middle run of the six weeks before, with
-- pain that came with its hills, or without. Pain on hills says little of one run; of two out of three it does.
-- grain: session_id
-- columns:
--   runner_id: who ran
--   session_id: the run
--   local_date: the runner's local calendar day
--   descent_m: metres lost
--   usual_descent_m: middle one of the runs of the six weeks before
--   is_hill_pain: sharp on hills, or it began where it was steep; no: nothing of that was logged
--   hill_pain_3_run_count: such runs among this one and the two like it before, of the last six weeks
-- source: docs/evidence/metrics.md#hill_pattern
with run as (
    select
        *,
        median(descent_m) over before as usual_descent_m,
        count(*) over before as before_count,
    from core.session
    where
        descent_m is not null
        and not is_treadmill
    window
        before as (
            partition by runner_id
            order by started_at
            range between to_days(parameter('hill_pain_window_days')::integer) preceding
            and interval 1 microsecond preceding
        )
),

painful as (
    select
        session_id,
        bool_or(is_hill_pain) as is_hill_pain,
    from metric.run_pain
    group by session_id
),

hilly as (
    select
        run.runner_id,
        session_id,
        run.started_at,
        run.local_date,
        run.descent_m,
        round(run.usual_descent_m, 3) as usual_descent_m,
        coalesce(painful.is_hill_pain, false) as is_hill_pain,
    from run
    left join painful using (session_id)
    where
        run.before_count >= parameter('hard_least_run_count')
        and run.descent_m >= run.usual_descent_m - parameter('ratio_slack')
),

compared as (
    select
        *,
        coalesce(
            lag(is_hill_pain) over in_order
            and local_date - lag(local_date) over in_order
            <= parameter('hill_pain_window_days'),
            false
        ) as was_hill_pain,
        coalesce(
            lag(is_hill_pain, 2) over in_order
            and local_date - lag(local_date, 2) over in_order
            <= parameter('hill_pain_window_days'),
            false
        ) as was_hill_pain_before,
    from hilly
    window in_order as (partition by runner_id order by started_at, session_id)
)

select
    runner_id,
    session_id,
    local_date,
    descent_m,
    usual_descent_m,
    is_hill_pain,
    is_hill_pain::integer + was_hill_pain::integer + was_hill_pain_before::integer
        as hill_pain_3_run_count,
from compared
