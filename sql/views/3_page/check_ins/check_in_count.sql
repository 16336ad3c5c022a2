-- One row per runner and knee with a weekly check-in: how often, and how much, the knee got in the way.
-- grain: runner_id, knee
-- columns:
--   runner_id: Our id of the runner
--   knee: left or right
--   check_in_count: Weekly check-ins
--   problem_count: Those in which the knee got in the way at all
--   substantial_count: Those in which it did so substantially
--   mean_score: Mean score, 0-100
--   sum_score: All scores added up
-- source: metric.check_in_count
select
    runner_id,
    knee,
    check_in_count,
    problem_count,
    substantial_count,
    mean_score,
    sum_score,
from metric.check_in_count
order by
    runner_id,
    knee
