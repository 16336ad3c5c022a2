-- warns: The mean cadence of a run is not one of both feet.
select session_id
from core.session
where cadence_spm not between 0.8 * parameter('cadence_one_leg_below_spm')
    and parameter('cadence_most_spm')
