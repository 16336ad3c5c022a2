-- Every runner, as last saved, by name.
select
    runner_id,
    display_name,
    birth_year,
    height_cm,
    time_zone,
    week_start,
    units,
    created_at,
from journal.runner
qualify row_number() over (partition by runner_id order by saved_order desc) = 1
order by display_name, runner_id
