-- One row per runner with any recorded activity: the days that are looked at. Tomorrow is looked at only
-- where an activity is of it; activities of later days are of a wrong clock and left out.
-- grain: runner_id
-- columns:
--   runner_id: the runner
--   week_start: first day of the runner's weeks: monday or sunday
--   first_date: local day of the first recorded activity, of any sport
--   last_recorded_date: local day of the last recorded activity, of any sport
--   last_date: the present local day; where the runner's day began before the server's, the runner's
-- source: docs/evidence/metrics.md#coverage
with runner as (
    select * from core.runner
),

activity as (
    select * from core.activity
)

select
    runner_id,
    runner.week_start,
    min(local_date) as first_date,
    max(local_date) as last_recorded_date,
    greatest(as_of_date(), max(local_date)) as last_date,
from runner
inner join activity using (runner_id)
where
    not is_excluded
    and local_date <= as_of_date() + 1
group by runner_id, runner.week_start
