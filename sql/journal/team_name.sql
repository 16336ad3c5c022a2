-- What everybody and every group was called last, also those who are gone: what they read and were
-- granted stays told.
select
    person_id as id,
    display_name,
from journal.team_person
qualify row_number() over (partition by person_id order by saved_order desc) = 1
union all
select
    group_id as id,
    display_name,
from journal.team_group
qualify row_number() over (partition by group_id order by saved_order desc) = 1
