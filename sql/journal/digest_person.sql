-- Everybody with an account who wished for the weekly digest as a coach or clinician, with what became of the
-- latest one and how often that failed in a row.
with wish as (
    select
        person_id,
        has_diary,
    from journal.digest_wish
    qualify row_number() over (partition by person_id order by saved_order desc) = 1 and is_wanted
),

person as (
    select
        person_id,
        own_runner_id,
    from journal.team_person
    qualify
        row_number() over (partition by person_id order by saved_order desc) = 1
        and not bool_or(is_removed) over (partition by person_id)
        and (is_coach or is_clinician)
),

runner as (
    select
        runner_id,
        time_zone,
    from journal.runner
    qualify row_number() over (partition by runner_id order by saved_order desc) = 1
)

select
    wish.person_id,
    wish.has_diary,
    coalesce(
        runner.time_zone,
        $time_zone,
        (select time_zone from runner group by time_zone order by count(*) desc, time_zone limit 1),
        'UTC'
    ) as time_zone,
from wish
inner join person using (person_id)
left join runner on runner.runner_id = person.own_runner_id
order by wish.person_id
