-- One row per questionnaire and knee that was answered around the start of a runner's newest plan and again
-- later: whether the change reaches what mattered to people.
-- grain: runner_id, questionnaire_id, knee
-- columns:
--   runner_id: Our id of the runner
--   plan_id: The plan
--   questionnaire_id: Which questionnaire
--   title: Its name
--   knee: left or right; null if the questionnaire asks of no knee
--   first_date: Day of the last answer up to the end of the plan's first week
--   first_score: Its score
--   last_date: Day of the newest answer after it
--   last_score: Its score
--   change_score: The newest less the first
--   important_score: Smallest change that mattered to people; null if not known
--   is_better: The change is for the better; null if there is none
--   is_important: It reaches what mattered; null if that is not known
-- source: metric.check_in; docs/evidence/metrics.md#plan_week
with plan as (
    select * from metric.plan where is_newest
),

answer as (
    select
        plan.runner_id,
        plan.plan_id,
        check_in.questionnaire_id,
        check_in.knee,
        check_in.local_date,
        check_in.score,
        check_in.important_score,
        check_in.local_date < plan.start_date + 7 as is_first,
    from metric.check_in as check_in
    inner join plan using (runner_id)
    where check_in.score is not null
),

compared as (
    select
        runner_id,
        plan_id,
        questionnaire_id,
        knee,
        max(local_date) filter (is_first) as first_date,
        arg_max(score, local_date) filter (is_first) as first_score,
        max(local_date) filter (not is_first) as last_date,
        arg_max(score, local_date) filter (not is_first) as last_score,
        any_value(important_score) as important_score,
    from answer
    group by
        runner_id,
        plan_id,
        questionnaire_id,
        knee
)

select
    runner_id,
    plan_id,
    questionnaire_id,
    scale.title,
    knee,
    first_date,
    first_score,
    last_date,
    last_score,
    last_score - first_score as change_score,
    compared.important_score,
    case when change_score <> 0 then (change_score > 0) = scale.is_higher_better end as is_better,
    abs(change_score) >= compared.important_score as is_important,
from compared
inner join rule.questionnaire as scale using (questionnaire_id)
where
    first_score is not null
    and last_score is not null
order by
    runner_id,
    questionnaire_id,
    knee
