-- One row per runner and day on which advice on training is held back: a warning sign stands, or is looked
-- after by a clinician who has not let the runner train again. The days are those of today's knowledge.
-- grain: runner_id, local_date
-- columns:
--   runner_id: the runner
--   local_date: local calendar day
-- source: risk.runner_today; docs/evidence/metrics.md#red_flags
with held as (
    select
        runner_id,
        local_date as first_date,
        coalesce(assessed_date - 1, as_of_date()) as last_date,
    from metric.red_flag
    union all
    select
        runner_id,
        outcome_date as first_date,
        as_of_date() as last_date,
    from metric.red_flag
    where outcome_name = 'under_care'
)

select distinct
    runner_id,
    first_date + unnest(range(0, last_date - first_date + 1))::integer as local_date,
from held
