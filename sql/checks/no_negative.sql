-- stops: A recorded activity has a negative distance or time.
select activity_id
from core.activity
where
    distance_m < 0
    or moving_s < 0
    or elapsed_s < 0
    or ascent_m < 0
    or descent_m < 0
