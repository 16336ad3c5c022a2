-- One row per runner and week: what the terrain asked. Bands hold runs with altitude in detail only;
-- treadmill runs have no known hills.
-- grain: runner_id, week_start_date
-- columns:
--   runner_id: the runner
--   week_start_date: local first day of the week
--   ascent_m: metres climbed; 0: a week off, null, here and below: unknown for more than a fifth of the moving time
--   descent_m: metres lost
--   up_2_5_m: distance at +2 to +5 %
--   up_5_10_m: distance at +5 to +10 %
--   up_10_m: distance steeper than +10 %
--   flat_m: distance between -2 and +2 %
--   down_2_5_m: distance at -2 to -5 %
--   down_5_10_m: distance at -5 to -10 %
--   down_10_15_m: distance at -10 to -15 %
--   down_15_m: distance steeper than -15 %
--   downhill_m: all distance at -2 % or steeper
--   downhill_weighted_m: the same, weighted by braking force; an upper bound for the knee
--   descent_28d_ratio: metres lost this week over the weekly mean of the 28 days before; null: a week is unknown, or that mean is under 100 m
--   most_6w_descent_m: most metres lost in one of the six weeks before; null: unknown
--   descent_6w_ratio: metres lost this week over that; null: unknown, or under 100 m this week. Rules look at any seven days instead (metric.runner_rolling), since a weekend split by a Monday is one effort
--   moving_s: time moving; null: unknown
--   ascent_known_share: part of it of which ascent_m is known, 0-1; null, here and below: nothing moved
--   descent_known_share: part of it of which descent_m is known
--   hills_known_share: part of it with altitude in detail, which the bands are over
--   altitude_share: part of the week's distance with known hills, 0-1; null: no run
--   barometric_share: part of the week's distance with altitude by barometer or map, 0-1; null: no run
-- source: Gottschall & Kram 2005 (weight); Bontemps 2020 (unaccustomed descent); docs/evidence/metrics.md#grade_bands
with week as (
    select * from metric.runner_week
),

compared as (
    select
        *,
        avg(descent_m) over four_before as mean_4w_descent_m,
        count(descent_m) filter (is_complete) over four_before as known_4w_count,
        max(descent_m) over six_before as most_6w_descent_m,
        count(descent_m) filter (is_complete) over six_before as known_6w_count,
    from week
    window
        four_before as (
            partition by runner_id
            order by week_start_date
            rows between 4 preceding and 1 preceding
        ),
        six_before as (
            partition by runner_id
            order by week_start_date
            rows between 6 preceding and 1 preceding
        )
)

select
    runner_id,
    week_start_date,
    ascent_m,
    descent_m,
    up_2_5_m,
    up_5_10_m,
    up_10_m,
    flat_m,
    down_2_5_m,
    down_5_10_m,
    down_10_15_m,
    down_15_m,
    downhill_m,
    downhill_weighted_m,
    case
        when
            (is_complete or is_running)
            and known_4w_count = 4
            and mean_4w_descent_m >= parameter('descent_floor_m')
            then round(descent_m / mean_4w_descent_m, 6)
    end as descent_28d_ratio,
    case when known_6w_count = 6 then most_6w_descent_m end
        as most_6w_descent_m,
    case
        when known_6w_count = 6 and descent_m >= parameter('descent_floor_m')
            then round(descent_m / nullif(most_6w_descent_m, 0), 6)
    end as descent_6w_ratio,
    moving_s,
    ascent_known_share,
    descent_known_share,
    hills_known_share,
    round(known_hills_m / nullif(distance_m, 0), 6) as altitude_share,
    round(known_altitude_m / nullif(distance_m, 0), 6) as barometric_share,
from compared
