-- A speed within what a reference speed can be, else null.
create or replace macro believable_speed_mps(speed_mps) as (
    case
        when
            speed_mps between parameter('reference_speed_least_mps')
            and parameter('reference_speed_most_mps')
            then speed_mps
    end
)
