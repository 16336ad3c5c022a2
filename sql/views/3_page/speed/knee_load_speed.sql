-- One row per installation: what speed does to the knee's impulse over a kilometre, in one study. The knee
-- load has no term for speed, since its steps carry that: quicker running takes fewer steps.
-- grain: slow_mps
-- columns:
--   slow_mps: The slower speed of the study, metres a second
--   fast_mps: The faster speed
--   impulse_ratio: Impulse over a kilometre at the slower over that at the faster
--   exponent: Power of speed that it falls by
--   slower_share: How much slower an example is
--   slower_impulse_share: How much more impulse over a kilometre that brings, by the power
-- source: Petersen 2015, PMID 25552288; docs/evidence/metrics.md#knee_load
with study as (
    select
        parameter('petersen_slow_mps') as slow_mps,
        parameter('petersen_fast_mps') as fast_mps,
        parameter('petersen_impulse_ratio') as impulse_ratio,
        ln(parameter('petersen_impulse_ratio'))
        / ln(parameter('petersen_fast_mps') / parameter('petersen_slow_mps')) as exponent,
        parameter('slower_example_share') as slower_share,
)

select
    round(slow_mps, 6) as slow_mps,
    round(fast_mps, 6) as fast_mps,
    impulse_ratio,
    round(exponent, 6) as exponent,
    slower_share,
    round(power(1 - slower_share, -exponent) - 1, 6) as slower_impulse_share,
from study
