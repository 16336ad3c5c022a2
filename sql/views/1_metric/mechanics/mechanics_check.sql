-- One row per mechanics check: what one pair of eyes saw of a runner on one day.
-- grain: runner_id, local_date, seen_by
-- columns:
--   runner_id: the runner
--   local_date: the runner's calendar day
--   seen_by: whose eyes: runner or clinician
--   finding_count: things looked at, each side by itself
--   noted_count: of these, those that are a finding by themselves
-- source: metric.mechanics_finding; docs/evidence/metrics.md#mechanics
select
    runner_id,
    local_date,
    seen_by,
    count(*)::integer as finding_count,
    (count(*) filter (is_noted))::integer as noted_count,
from metric.mechanics_finding
group by all
