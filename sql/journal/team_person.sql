-- Everybody who may sign in, as last saved, by name.
select
    person_id,
    email,
    display_name,
    is_admin,
    is_coach,
    is_clinician,
    own_runner_id,
from journal.team_person
qualify
    row_number() over (partition by person_id order by saved_order desc) = 1
    and not bool_or(is_removed) over (partition by person_id)
order by
    lower(display_name),
    email
