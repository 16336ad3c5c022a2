-- One row per runner and week: running time by zone of the runner's own reference speed, descents left
-- out, of runs with a stream.
-- grain: runner_id, week_start_date
-- columns:
--   runner_id: the runner
--   week_start_date: local first day of the week
--   easy_s: running below 0.80 of the reference speed; 0: a week off, null: unknown
--   moderate_s: running at 0.80 to 0.95 of the reference speed
--   fast_s: running at 0.95 to 1.15 of the reference speed
--   sprint_s: running at 1.15 of the reference speed and above
--   fast_run_count: runs with a minute or more of fast and sprint time
--   reference_speed_mps: the speed that the zones are measured by; null: no best efforts in 90 days
--   reference_speed_method: critical_speed, best_20_min, best_5_km or fast_30_s; null as above
-- source: evidence.md §4; Smyth & Muniz-Pumares 2020; the edges are our choice
with week as (
    select * from metric.runner_week
),

run as (
    select
        session.runner_id,
        week_start_date(session.local_date, span.week_start) as week_start_date,
        run_speed.*,
    from core.session as session
    inner join metric.runner_span as span using (runner_id)
    inner join metric.run_speed as run_speed on run_speed.session_id = session.session_id
),

summed as (
    select
        runner_id,
        week_start_date,
        round(sum(easy_s), 3) as easy_s,
        round(sum(moderate_s), 3) as moderate_s,
        round(sum(fast_s), 3) as fast_s,
        round(sum(sprint_s), 3) as sprint_s,
        (count(*) filter (fast_s + sprint_s >= parameter('fast_run_least_s')))::integer
            as fast_run_count,
    from run
    group by runner_id, week_start_date
)

select
    runner_id,
    week_start_date,
    coalesce(summed.easy_s, none_if(week.run_count)) as easy_s,
    coalesce(summed.moderate_s, none_if(week.run_count)) as moderate_s,
    coalesce(summed.fast_s, none_if(week.run_count)) as fast_s,
    coalesce(summed.sprint_s, none_if(week.run_count)) as sprint_s,
    coalesce(summed.fast_run_count, none_if(week.run_count)::integer) as fast_run_count,
    reference_speed.reference_speed_mps,
    reference_speed.reference_speed_method,
from week
left join summed using (runner_id, week_start_date)
left join metric.reference_speed as reference_speed using (runner_id, week_start_date)
