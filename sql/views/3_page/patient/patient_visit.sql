-- One row per runner whom a clinician has looked at or written about: on how many days.
-- grain: runner_id
-- columns:
--   runner_id: Our id of the runner
--   visit_count: Days with an assessment or a clinician's note
--   last_visit_date: The latest of them
-- source: journal.assessment; journal.clinic_note; docs/evidence/index.md#typed
with latest_note as (
    select *
    from journal.clinic_note
    qualify row_number() over (partition by entry_id order by saved_order desc) = 1
),

latest_assessment as (
    select *
    from journal.assessment
    qualify row_number() over (partition by entry_id order by saved_order desc) = 1
),

visit as (
    select runner_id, local_date from latest_note where not is_deleted and kind = 'assessment'
    union
    select runner_id, local_date from latest_assessment where not is_deleted
)

select
    runner_id,
    count(*)::integer as visit_count,
    max(local_date) as last_visit_date,
from visit
group by runner_id
order by runner_id
