-- One row per runner with a run: whether a run tomorrow would end a break, or falls into the first week after
-- one, and how far that first week is meant to go.
-- grain: runner_id
-- columns:
--   runner_id: the runner
--   last_run_date: local day of the latest run
--   gap_days: days between that and tomorrow
--   is_return: a run tomorrow would end a break
--   is_first_week: tomorrow is within seven days of the run that ended a break
--   break_days: days of that break, the one to be ended or the one that was; null: neither
--   usual_week_m: mean weekly distance of the 28 days up to the run before the break; null: neither, or unknown
--   reentry_share: part of it for the first week; null: neither
--   cap_m: both multiplied; null: one is unknown
--   since_return_m: distance since the break; 0: it is not ended yet, null: neither
--   left_m: what the first week has left, 0 at least; null: unknown
--   until_date: last day of the first week; null: neither
--   is_walk_run: the break was 28 days or more: walk and run
-- source: risk.return_day; docs/evidence/metrics.md#reentry
select
    runner_id,
    last_run_date,
    gap_days,
    is_return,
    is_first_week,
    break_days,
    usual_week_m,
    reentry_share,
    cap_m,
    since_return_m,
    left_m,
    until_date,
    is_walk_run,
from risk.return_day
where local_date = as_of_date()
