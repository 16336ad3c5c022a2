-- stops: Exposure is stored of an activity that is not there.
select exposure.activity_id
from core.exposure as exposure
anti join core.activity as activity using (activity_id)
