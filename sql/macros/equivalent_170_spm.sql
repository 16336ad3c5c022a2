-- What 170 steps a minute are for a runner of this height: longer legs swing slower
-- (docs/evidence/metrics.md#height_adjusted_cadence; de Ruiter 2020). Null where the height is unknown.
create or replace macro equivalent_170_spm(height_cm) as (
    parameter('cadence_advised_spm')
    * sqrt(
        parameter('leg_of_advised_cadence_m') / (parameter('leg_length_share') * height_cm / 100)
    )
)
