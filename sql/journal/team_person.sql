-- Everybody who may sign in, as last saved, by name, and as whom at the provider (null: not yet).
with
    login as (
        from journal.team_login
        qualify row_number() over (partition by person_id order by saved_order desc) = 1
    ),
    person as (
        from journal.team_person
        qualify
            row_number() over (partition by person_id order by saved_order desc) = 1
            and not bool_or(is_removed) over (partition by person_id)
    )
select
    person.person_id,
    person.email,
    person.display_name,
    person.is_admin,
    person.is_coach,
    person.is_clinician,
    person.own_runner_id,
    case when not login.is_unbound then login.issuer end as issuer,
    case when not login.is_unbound then login.subject end as subject,
from person
left join login using (person_id)
order by
    lower(person.display_name),
    person.email
