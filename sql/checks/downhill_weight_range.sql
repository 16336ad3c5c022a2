-- stops: Weighted downhill distance lies outside 1 to 1.92 times the downhill distance.
select session_id
from metric.run
where downhill_weighted_m not between downhill_m - 0.1 and 1.93 * downhill_m + 0.1
