-- A speed within what a reference speed can be, and clearly above the runner's usual one, else null.
create or replace macro believable_speed_mps(speed_mps, usual_mps) as (
    case
        when
            speed_mps between parameter('reference_speed_least_mps')
            and parameter('reference_speed_most_mps')
            and coalesce(usual_mps <= parameter('reference_speed_usual_share') * speed_mps, true)
            then speed_mps
    end
)
