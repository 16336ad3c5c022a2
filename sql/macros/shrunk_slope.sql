-- A slope drawn towards the usual one, each weighted by the inverse of its variance (evidence.md, golden D5).
create or replace macro shrunk_slope(own, own_variance, usual, usual_variance) as (
    (own / own_variance + usual / usual_variance) / (1 / own_variance + 1 / usual_variance)
)
