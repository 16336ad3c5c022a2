-- Steps a second times the square root of leg length over gravity: comparable between short legs and
-- long ones (docs/evidence/metrics.md#height_adjusted_cadence). Null where the height is unknown.
create or replace macro dimensionless_cadence(cadence_spm, height_cm) as (
    cadence_spm / 60
    * sqrt(parameter('leg_length_share') * height_cm / 100 / 9.81)
)
