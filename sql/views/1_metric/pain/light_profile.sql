-- One row per runner, knee and span of days in which its light goes by other than the usual limits, or by
-- them again: each word holds until the next one of the same knee.
-- grain: runner_id, knee, from_date
-- columns:
--   runner_id: the runner
--   knee: left or right
--   from_date: first local day it holds for
--   until_date: last local day it holds for; null: still
--   light_profile: pfp_strict (2 of 10 while running is accepted) or tendon_5 (5 of 10 is)
--   decided_by: clinician, or runner: on a clinician's word
-- source: docs/evidence/metrics.md#pain_light
with entry as (
    select *
    from journal.light_profile
    qualify row_number() over (partition by entry_id order by saved_order desc) = 1
),

word as (
    select *
    from entry
    where not is_deleted
    qualify
        row_number() over (partition by runner_id, knee, local_date order by saved_order desc) = 1
)

select
    runner_id,
    knee,
    local_date as from_date,
    lead(local_date) over (partition by runner_id, knee order by local_date) - 1 as until_date,
    profile as light_profile,
    decided_by,
from word
