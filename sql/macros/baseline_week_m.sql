-- The week that less running starts from: the smaller of the last seven days and the mean week of the last
-- 28; unknown where the 28 days are. docs/evidence/metrics.md#easing
create or replace macro baseline_week_m(distance_7d_m, distance_28d_m) as (
    round(least(distance_7d_m, distance_28d_m / 4) + 0 * distance_28d_m, 3)
)
