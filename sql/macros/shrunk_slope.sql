-- A slope drawn towards the usual one, each weighted by the inverse of its variance
-- (docs/evidence/metrics.md#cadence_line).
create or replace macro shrunk_slope(own, own_variance, usual, usual_variance) as (
    (own / own_variance + usual / usual_variance) / (1 / own_variance + 1 / usual_variance)
)
