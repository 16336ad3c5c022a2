-- stops: A run has more time in speed zones than it lasted.
select session_id
from metric.run
where easy_s + moderate_s + fast_s + sprint_s > elapsed_s + 1
