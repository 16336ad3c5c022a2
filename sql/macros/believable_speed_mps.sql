-- A speed within what a reference speed can be, and clearly above the runner's easy one, else null.
create or replace macro believable_speed_mps(speed_mps, easy_mps) as (
    case
        when
            speed_mps between parameter('reference_speed_least_mps')
            and parameter('reference_speed_most_mps')
            and coalesce(easy_mps <= parameter('reference_speed_easy_share') * speed_mps, true)
            then speed_mps
    end
)
