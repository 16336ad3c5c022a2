-- One row per runner, day, knee and word that was ticked for what it felt like.
-- grain: runner_id, local_date, knee, chip_name
-- columns:
--   runner_id: the runner
--   local_date: local calendar day
--   knee: left, right or unknown
--   chip_name: tight_kneecap, sharp_hill, mid_run, sore_morning, sore_muscle, stairs or sitting
-- source: docs/evidence/metrics.md#pain_light
with entry as (
    select *
    from journal.pain_entry
    qualify row_number() over (partition by entry_id order by saved_order desc) = 1
)

select distinct
    runner_id,
    local_date,
    knee,
    unnest(chips) as chip_name,
from entry
where not is_deleted
