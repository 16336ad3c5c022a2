-- stops: The exposure of a run has a negative distance or time.
select activity_id
from core.exposure
where
    least(
        running_s, walking_s, running_m, walking_m, up_2_5_m, up_5_10_m, up_10_m, flat_m,
        down_2_5_m, down_5_10_m, down_10_15_m, down_15_m, downhill_m, downhill_weighted_m
    ) < 0
