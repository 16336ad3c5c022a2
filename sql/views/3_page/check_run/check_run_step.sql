-- One row per runner: how long a step is in easy running, by the runs of the last six weeks that are not known to
-- have had a minute or more of fast running. No row where fewer than three tell it.
-- grain: runner_id
-- columns:
--   runner_id: Our id of the runner
--   easy_step_length_m: Median over those runs of the mean distance of a running step
--   run_count: How many runs that is
-- source: metric.run; docs/evidence/metrics.md#speed_zones
select
    runner_id,
    round(median(step_length_m), 6) as easy_step_length_m,
    count(*)::integer as run_count,
from metric.run
where
    local_date > as_of_date() - parameter('check_run_days')::integer
    and local_date <= as_of_date()
    and step_length_m > 0
    and coalesce(fast_s + sprint_s, 0) < parameter('fast_run_least_s')
group by runner_id
having count(*) >= parameter('run_usual_least_count')
order by runner_id
