-- warns: The mean cadence of a run is not one of both feet.
select session_id
from core.session
where cadence_spm not between parameter('cadence_one_leg_below_spm')
    and parameter('cadence_most_spm')
