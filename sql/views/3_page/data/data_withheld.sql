-- One row per runner and reason for which runs exist that this viewer may not be shown.
-- grain: runner_id, share_class
-- columns:
--   runner_id: Our id of the runner
--   share_class: Why: strava_api came through Strava's API, which may be shown to its athlete alone
--   run_count: How many runs are hidden
-- source: Strava's API agreement of 2026-06-01, clause 2.3, as quoted in public
select
    runner_id,
    share_class,
    run_count,
from core.withheld
order by
    runner_id,
    share_class
