-- One row per runner and knee whose light ever went by other limits: those of today.
-- grain: runner_id, knee
-- columns:
--   runner_id: Our id of the runner
--   knee: left or right
--   from_date: First day they hold for
--   light_profile: pfp_strict or tendon_5
--   decided_by: clinician, or runner: on a clinician's word
-- source: metric.light_profile
select
    runner_id,
    knee,
    from_date,
    light_profile,
    decided_by,
from metric.light_profile
where as_of_date() between from_date and coalesce(until_date, as_of_date())
order by
    runner_id,
    knee
