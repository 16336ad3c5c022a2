-- One row per stretch of a recorded run that is steeper than flat, neighbouring pieces of one band
-- joined.
-- grain: activity_id, from_m
-- columns:
--   runner_id: Our id of the runner
--   activity_id: Our id of the recording
--   from_m: Where the stretch begins, metres into the run
--   until_m: Where it ends
--   direction: up or down
--   steepness_rank: 1 from 2 %, 2 from 5 %, 3 from 10 %, 4 from 15 % (downhill only)
-- source: docs/evidence/metrics.md#grade_bands
with

placed as (
    select
        runner_id,
        activity_id,
        split_index,
        sum(distance_m) over until_here - distance_m as from_m,
        sum(distance_m) over until_here as until_m,
        case
            when grade_ratio >= parameter('flat_grade_ratio') then 'up'
            when grade_ratio <= -parameter('flat_grade_ratio') then 'down'
        end as direction,
        1
        + (abs(grade_ratio) >= parameter('band_grade_5_ratio'))::integer
        + (abs(grade_ratio) >= parameter('band_grade_10_ratio'))::integer
        + (grade_ratio <= -parameter('band_grade_15_ratio'))::integer as steepness_rank,
    from core.split
    where activity_id not in (
        select activity_id from core.activity where altitude_doubt is not null
    )
    window until_here as (partition by activity_id order by split_index)
),

joined as (
    select
        *,
        split_index - row_number() over (
            partition by activity_id, direction, steepness_rank
            order by split_index
        ) as stretch_index,
    from placed
    where direction is not null
)

select
    runner_id,
    activity_id,
    round(min(from_m), 3) as from_m,
    round(max(until_m), 3) as until_m,
    direction,
    steepness_rank,
from joined
group by
    runner_id,
    activity_id,
    direction,
    steepness_rank,
    stretch_index
order by
    activity_id,
    from_m
