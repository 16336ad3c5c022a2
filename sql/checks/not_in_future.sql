-- warns: An activity starts later than today; the clock of the device may have been wrong.
select activity_id
from core.activity
where local_date > as_of_date() + 1
