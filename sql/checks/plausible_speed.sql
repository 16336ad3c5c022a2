-- warns: A run is faster on average than anybody runs; perhaps it was a ride.
select session_id
from metric.run
where speed_mps > parameter('reference_speed_most_mps')
