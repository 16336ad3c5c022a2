-- Share of the standard normal distribution above z, for z of zero or more.
create or replace macro normal_above_share(z) as (
    exp(-z * z / 2) / sqrt(2 * pi())
    * (
        0.319381530 / (1 + 0.2316419 * z)
        - 0.356563782 / (1 + 0.2316419 * z) ** 2
        + 1.781477937 / (1 + 0.2316419 * z) ** 3
        - 1.821255978 / (1 + 0.2316419 * z) ** 4
        + 1.330274429 / (1 + 0.2316419 * z) ** 5
    )
)
