-- Share of a normal distribution below a value, by Abramowitz & Stegun 26.2.17 (error under 1e-7).
create or replace macro normal_share_below(value, mean_value, sd_value) as (
    case
        when value >= mean_value then 1 - normal_above_share((value - mean_value) / sd_value)
        else normal_above_share((mean_value - value) / sd_value)
    end
)
