-- One row per runner with flat cadence: the speed that cadence is told at, and the line that the knee
-- load expects steps by. Both are one for the whole history, so that a real gain in cadence shows.
-- grain: runner_id
-- columns:
--   runner_id: the runner
--   reference_speed_mps: the usual speed on the flat: median over all runs of their mean speed there
--   slope: of the line, steps a minute per m/s
--   intercept: of the line, steps a minute
-- source: docs/evidence/metrics.md#cadence_adjusted
select distinct
    runner_id,
    usual_speed_mps as reference_speed_mps,
    usual_slope as slope,
    usual_intercept as intercept,
from metric.cadence_line
