-- One row per warning sign that a runner ticked, in a pain entry or when asked, with what a clinician
-- made of it. A sign stands until an assessment of a later or the same day answers it that was written
-- down after the sign was ticked: one of that knee, or of everything. Signs of no knee need the latter.
-- grain: entry_id, red_flag
-- columns:
--   entry_id: the pain entry or answer it was ticked in
--   red_flag: the sign, by its code
--   runner_id: the runner
--   local_date: local day of that entry or answer
--   knee: left, right or unknown; null: of neither alone
--   ticked_at: when it was ticked, UTC; later edits of the entry that keep it change nothing
--   assessed_date: local day of the first assessment that answers it; null: it stands
--   assessed_by: who made the latest that does: physiotherapist, doctor or other; null: it stands
--   outcome_name: what that came to: cleared, may_train_with_limits or under_care; null: it stands
--   outcome_date: local day of that latest one; null: it stands
--   is_standing: nobody has looked yet
-- source: docs/evidence/metrics.md#red_flags
with said as (
    select
        entry_id,
        runner_id,
        local_date,
        knee,
        red_flags,
        is_deleted,
        saved_at,
        saved_order,
    from journal.pain_entry
    union all
    select
        entry_id,
        runner_id,
        local_date,
        knee,
        red_flags,
        is_deleted,
        saved_at,
        saved_order,
    from journal.red_flag_answer
),

newest as (
    select *
    from said
    qualify row_number() over (partition by entry_id order by saved_order desc) = 1
),

ticked as (
    select
        entry_id,
        runner_id,
        local_date,
        knee,
        unnest(list_distinct(red_flags)) as red_flag,
    from newest
    where not is_deleted
),

history as (
    select
        ticked.*,
        said.saved_at,
        said.saved_order,
        not said.is_deleted and list_contains(said.red_flags, ticked.red_flag) as is_ticked,
    from ticked
    inner join said using (entry_id)
),

unticked as (
    select
        *,
        max(case when not is_ticked then saved_order end) over (
            partition by entry_id, red_flag
        ) as unticked_order,
    from history
),

dated as (
    select
        entry_id,
        red_flag,
        runner_id,
        local_date,
        knee,
        arg_min(saved_at, saved_order) as ticked_at,
        min(saved_order) as ticked_order,
    from unticked
    where saved_order > coalesce(unticked_order, 0)
    group by entry_id, red_flag, runner_id, local_date, knee
),

assessment as (
    select *
    from journal.assessment
    qualify row_number() over (partition by entry_id order by saved_order desc) = 1
)

select
    dated.entry_id,
    dated.red_flag,
    dated.runner_id,
    dated.local_date,
    dated.knee,
    dated.ticked_at,
    min(assessment.local_date) as assessed_date,
    arg_max(assessment.assessed_by, (assessment.local_date, assessment.saved_order)) as assessed_by,
    arg_max(assessment.outcome, (assessment.local_date, assessment.saved_order)) as outcome_name,
    max(assessment.local_date) as outcome_date,
    count(assessment.entry_id) = 0 as is_standing,
from dated
left join assessment
    on
        assessment.runner_id = dated.runner_id
        and not assessment.is_deleted
        and (assessment.knee is null or assessment.knee = dated.knee)
        and assessment.local_date >= dated.local_date
        and assessment.saved_order > dated.ticked_order
group by
    dated.entry_id,
    dated.red_flag,
    dated.runner_id,
    dated.local_date,
    dated.knee,
    dated.ticked_at
