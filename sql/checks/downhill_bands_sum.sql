-- stops: The bands of a descent do not sum to the downhill distance.
select session_id
from metric.run
where abs(down_2_5_m + down_5_10_m + down_10_15_m + down_15_m - downhill_m) > 0.1
