-- How much slower a descent was run than the runner's own on that grade, against the flat of the same run
-- (docs/evidence/metrics.md#slower_descents).
create or replace macro slower_than_usual_share(descent_mps, flat_mps, usual_ratio) as (
    1 - descent_mps / flat_mps / usual_ratio
)
