-- Everybody who belongs to a group on a day. Given: the day.
select
    group_id,
    person_id,
    role,
from (
    from journal.team_member
    qualify row_number() over (partition by group_id, person_id order by saved_order desc) = 1
) as newest
where
    not is_removed
    and from_date <= $today
    and coalesce(until_date >= $today, true)
order by
    group_id,
    person_id
