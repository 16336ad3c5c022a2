-- One row per runner, day and exercise with anything logged. Several entries of a day add up; of sides
-- trained one by one the one with more sets counts. The morning after comes from the pain diary, of the
-- knee on the side trained, else of both: the larger rise counts, and one knee known is enough.
-- grain: runner_id, local_date, exercise_id
-- columns:
--   runner_id: the runner
--   local_date: local calendar day
--   exercise_id: which exercise
--   set_count: sets, on each side where the exercise has sides; null: not said
--   repetition_count: most repetitions of a set; null: not said, or a hold
--   hold_s: longest hold of a set; null: not said, or repetitions
--   load_kg: most weight held; null: not said
--   pain_during_score: worst knee pain during it, 0-10; null: not said
--   pain_morning_rise_score: pain the morning after less what it is counted from; 0 where a morning of 0 has nothing to be compared with; null: not known
-- source: metric.pain_day; docs/evidence/metrics.md#strength_next
with entry as (
    select *
    from journal.strength_entry
    qualify row_number() over (partition by entry_id order by saved_order desc) = 1
),

morning as (
    select
        runner_id,
        local_date,
        knee,
        case
            when pain_morning_score = 0 then least(morning_rise_score, 0)
            else morning_rise_score
        end as rise_score,
    from metric.pain_day
    where pain_morning_score is not null
),

with_morning as (
    select
        entry.*,
        (
            select max(morning.rise_score)
            from morning
            where
                morning.runner_id = entry.runner_id
                and morning.local_date = entry.local_date
                and morning.knee in (coalesce(entry.knee, morning.knee), 'unknown')
        ) as rise_score,
    from entry
    where not is_deleted
),

by_side as (
    select
        runner_id,
        local_date,
        exercise as exercise_id,
        knee,
        sum(set_count)::integer as set_count,
        max(repetition_count) as repetition_count,
        max(hold_s) as hold_s,
        max(load_kg) as load_kg,
        whole_score(max(entry.pain_during_score)) as pain_during_score,
        max(rise_score) as pain_morning_rise_score,
    from with_morning as entry
    group by
        runner_id,
        local_date,
        exercise,
        knee
)

select
    runner_id,
    local_date,
    exercise_id,
    case
        when count(set_count) > 0 then
            coalesce(sum(set_count) filter (knee is null), 0)
            + coalesce(max(set_count) filter (knee is not null), 0)
    end::integer as set_count,
    max(repetition_count) as repetition_count,
    max(hold_s) as hold_s,
    max(load_kg) as load_kg,
    max(pain_during_score) as pain_during_score,
    max(pain_morning_rise_score) as pain_morning_rise_score,
from by_side
group by
    runner_id,
    local_date,
    exercise_id
