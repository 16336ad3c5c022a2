-- Every group that is there, by name.
select
    group_id,
    kind,
    display_name,
    season,
    season_start_date,
    season_end_date,
from journal.team_group
qualify
    row_number() over (partition by group_id order by saved_order desc) = 1
    and not bool_or(is_removed) over (partition by group_id)
order by
    lower(display_name),
    group_id
