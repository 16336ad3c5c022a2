-- One row per runner and exercise of their programme: what was done on the last day before today, and
-- what follows from it. One step at a time: a repetition a set, up to the top of the range, then weight,
-- which begins again at the low end. Only a knee that is known to have stayed calm lets a step follow;
-- what is not known holds. While a warning sign is ticked nothing is said.
-- grain: runner_id, exercise_id
-- columns:
--   runner_id: the runner
--   exercise_id: which exercise
--   last_date: last day before today with it; null: never
--   last_set_count: sets of that day; null: not said
--   last_repetition_count: repetitions of a set; null: not said, or a hold
--   last_hold_s: seconds of a hold; null: not said, or repetitions
--   last_load_kg: weight held; null: not said
--   last_pain_during_score: worst pain during it, 0-10; null: not said
--   last_pain_rise_score: pain the morning after less what it is counted from; null: not known
--   next_step_name: start, again, more, weight, hold, back, restart or refer
--   next_reason_name: why: first_time, pause, pain, morning, unknown, sets_left, knee_red, calm, top or refer
--   next_set_count: sets to do; null: nothing is said
--   next_repetition_count: repetitions of a set; null: a hold, or nothing is said
--   next_hold_s: seconds of a hold; null: repetitions, or nothing is said
--   next_load_kg: weight to hold; null: none, not known, or nothing is said
-- source: docs/evidence/metrics.md#strength_next
with exercise as (
    select
        programme.runner_id,
        exercise.*,
    from metric.strength_programme as programme
    inner join rule.programme_exercise as exercise using (programme_id)
),

last_day as (
    select *
    from metric.strength_day
    where local_date < as_of_date()
    qualify row_number() over (partition by runner_id, exercise_id order by local_date desc) = 1
),

known as (
    select
        exercise.*,
        last_day.local_date as last_date,
        last_day.set_count as last_set_count,
        last_day.repetition_count as last_repetition_count,
        last_day.hold_s as last_hold_s,
        last_day.load_kg as last_load_kg,
        last_day.pain_during_score as last_pain_during_score,
        last_day.pain_morning_rise_score as last_pain_rise_score,
        today.status,
        today.hold_name is not null as is_held_back,
        coalesce(last_day.repetition_count, exercise.from_count) as usual_count,
        coalesce(last_day.hold_s, exercise.from_hold_s) as usual_hold_s,
    from exercise
    left join last_day using (runner_id, exercise_id)
    left join risk.runner_today as today using (runner_id)
),

reasoned as (
    select
        *,
        case
            when is_held_back then 'refer'
            when last_date is null then 'first_time'
            when
                last_pain_during_score >= parameter('pain_during_red_score')
                then 'pain'
            when last_pain_rise_score >= parameter('pain_rise_red_score') then 'morning'
            when as_of_date() - last_date >= parameter('strength_pause_days') then 'pause'
            when
                last_pain_during_score >= parameter('pain_during_amber_score')
                then 'pain'
            when last_pain_rise_score >= parameter('pain_rise_amber_score') then 'morning'
            when status = 'red' then 'knee_red'
            when last_pain_during_score is null or last_pain_rise_score is null then 'unknown'
            when coalesce(last_set_count < planned_set_count, true) then 'sets_left'
            when usual_count >= until_count or usual_hold_s >= until_hold_s then 'top'
            else 'calm'
        end as next_reason_name,
    from known
),

stepped as (
    select
        *,
        case
            when next_reason_name = 'refer' then 'refer'
            when next_reason_name = 'first_time' then 'start'
            when next_reason_name = 'pause' then 'restart'
            when
                last_pain_during_score >= parameter('pain_during_red_score')
                or last_pain_rise_score >= parameter('pain_rise_red_score')
                then 'back'
            when next_reason_name in ('pain', 'morning', 'knee_red', 'unknown') then 'hold'
            when next_reason_name = 'sets_left' then 'again'
            when next_reason_name = 'top' and load_step_kg > 0 then 'weight'
            when next_reason_name = 'top' then 'again'
            else 'more'
        end as next_step_name,
    from reasoned
)

select
    runner_id,
    exercise_id,
    last_date,
    last_set_count,
    last_repetition_count,
    last_hold_s,
    last_load_kg,
    last_pain_during_score,
    last_pain_rise_score,
    next_step_name,
    next_reason_name,
    case
        when next_step_name = 'refer' then null
        -- At the low end with no weight to take off there is only a set to leave out.
        when
            next_step_name = 'back'
            and coalesce(usual_count <= from_count, usual_hold_s <= from_hold_s)
            and coalesce(last_load_kg, 0) = 0
            then greatest(planned_set_count - 1, 1)
        else planned_set_count
    end as next_set_count,
    case
        when next_step_name = 'refer' or from_count is null then null
        when next_step_name in ('start', 'restart', 'weight') then from_count
        when next_step_name = 'more'
            then least(usual_count + parameter('strength_repetition_step'), until_count)::integer
        when next_step_name = 'back'
            then greatest(
                usual_count - parameter('strength_repetition_step'), least(from_count, usual_count)
            )::integer
        else usual_count
    end as next_repetition_count,
    case
        when next_step_name = 'refer' or from_hold_s is null then null
        when next_step_name in ('start', 'restart', 'weight') then from_hold_s
        when next_step_name = 'more'
            then least(usual_hold_s + parameter('strength_hold_step_s'), until_hold_s)
        when next_step_name = 'back'
            then greatest(
                usual_hold_s - parameter('strength_hold_step_s'), least(from_hold_s, usual_hold_s)
            )
        else usual_hold_s
    end as next_hold_s,
    case
        when next_step_name in ('refer', 'start') then null
        when next_step_name = 'weight' then coalesce(last_load_kg, 0) + load_step_kg
        when
            next_step_name = 'back'
            and coalesce(usual_count <= from_count, usual_hold_s <= from_hold_s)
            and last_load_kg > 0
            then greatest(last_load_kg - load_step_kg, 0)
        else last_load_kg
    end as next_load_kg,
from stepped
