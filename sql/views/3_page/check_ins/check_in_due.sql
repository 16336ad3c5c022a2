-- One row per questionnaire that is due or will be: the weekly one of each knee that is asked about, and
-- a clinic's at its first time and 4, 8 and 12 weeks later. Whether a text for it is there is not known
-- here. A clinic's is first asked for while a knee is asked about; one that is begun goes on.
-- grain: runner_id, questionnaire_id, knee
-- columns:
--   runner_id: Our id of the runner
--   questionnaire_id: Which questionnaire
--   title: Name of the questionnaire
--   knee: left or right; null if the questionnaire asks of no knee
--   schedule: weekly or clinic
--   last_date: Day it was last answered; null if never
--   due_date: Day from which it is due; today if it was never answered
--   is_due: It is due today
-- source: our choice of days; docs/evidence/metrics.md#check_in
with scale as (
    select
        questionnaire_id,
        title,
        schedule,
        is_per_knee,
    from rule.questionnaire
    where schedule <> 'never'
),

done as (
    select
        runner_id,
        questionnaire_id,
        knee,
        min(local_date) as first_date,
        max(local_date) as last_date,
    from metric.check_in
    group by
        runner_id,
        questionnaire_id,
        knee
),

asked as (
    select distinct
        asked.runner_id,
        scale.questionnaire_id,
        case when scale.is_per_knee then asked.knee end as knee,
    from metric.check_in_asked as asked
    cross join scale
),

-- The first time of a clinic's questionnaire that the last answers were too early for.
times as (
    select
        done.runner_id,
        done.questionnaire_id,
        done.knee,
        min(done.first_date + time.days::integer) as due_date,
    from done
    cross join (
        select unnest(
            range(
                parameter('check_in_clinic_days')::integer,
                parameter('check_in_clinic_last_days')::integer + 1,
                parameter('check_in_clinic_days')::integer
            )
        ) as days,
    ) as time
    where
        done.first_date + time.days::integer
        > done.last_date + parameter('check_in_clinic_early_days')::integer
    group by
        done.runner_id,
        done.questionnaire_id,
        done.knee
),

wanted as (
    select
        coalesce(asked.runner_id, done.runner_id) as runner_id,
        coalesce(asked.questionnaire_id, done.questionnaire_id) as questionnaire_id,
        coalesce(asked.knee, done.knee) as knee,
        asked.runner_id is not null as is_asked,
        done.first_date,
        done.last_date,
    from asked
    full join done
        on
            done.runner_id = asked.runner_id
            and done.questionnaire_id = asked.questionnaire_id
            and done.knee is not distinct from asked.knee
),

dated as (
    select
        wanted.runner_id,
        wanted.questionnaire_id,
        scale.title,
        wanted.knee,
        scale.schedule,
        wanted.last_date,
        case
            when wanted.last_date is null then as_of_date()
            when scale.schedule = 'clinic' then times.due_date
            when wanted.is_asked
                then wanted.last_date + parameter('check_in_weekly_days')::integer
        end as due_date,
    from wanted
    inner join scale on scale.questionnaire_id = wanted.questionnaire_id
    left join times
        on
            times.runner_id = wanted.runner_id
            and times.questionnaire_id = wanted.questionnaire_id
            and times.knee is not distinct from wanted.knee
)

select
    runner_id,
    questionnaire_id,
    title,
    knee,
    schedule,
    last_date,
    due_date,
    due_date <= as_of_date() as is_due,
from dated
where due_date is not null
order by
    runner_id,
    schedule desc,
    due_date,
    questionnaire_id,
    knee
