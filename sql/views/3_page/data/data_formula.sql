-- One row per runner and version of the formulas that some of the runs were computed by.
-- grain: runner_id, formula_version
-- columns:
--   runner_id: Our id of the runner
--   formula_version: Version of the formulas; grows when one changes
--   run_count: Runs computed by it, second recordings among them
-- source: core.activity; docs/evidence/index.md#typed
select
    runner_id,
    formula_version,
    count(*)::integer as run_count,
from core.activity
where is_run
group by
    runner_id,
    formula_version
order by
    runner_id,
    formula_version
