-- stops: A descent is flat, too short, or longer than its run.
select activity_id
from core.descent
inner join core.activity as activity using (activity_id)
where
    length_m < parameter('descent_least_m') - 0.01
    or loss_m < parameter('descent_least_loss_m') - 0.01
    or energy_j_per_kg < 0
    or (start_m + length_m > 2 * activity.distance_m)
