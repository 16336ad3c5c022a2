-- One row per runner and week: distance by steepness, descent against the own usual, and how well
-- altitude is known.
-- grain: runner_id, week_start_date
-- columns:
--   runner_id: Our id of the runner
--   week_start_date: First day of the week
--   run_count: Runs; null if nothing is known of the week
--   moving_s: Time moving, seconds; null if unknown
--   ascent_m: Metres climbed; null, here and below, if unknown for more than a fifth of the time moving
--   descent_m [descent, {height}]: Metres lost; null likewise
--   up_2_5_m [uphill, {distance}]: Distance at +2 to +5 %, metres; null likewise
--   up_5_10_m [uphill, {distance}]: Distance at +5 to +10 %, metres; null likewise
--   up_10_m [uphill, {distance}]: Distance steeper than +10 %, metres; null likewise
--   down_2_5_m [downhill, {distance}]: Distance at -2 to -5 %, metres; null likewise
--   down_5_10_m [downhill, {distance}]: Distance at -5 to -10 %, metres; null likewise
--   down_10_15_m [downhill, {distance}]: Distance at -10 to -15 %, metres; null likewise
--   down_15_m [downhill, {distance}]: Distance steeper than -15 %, metres; null likewise
--   downhill_m [downhill, {distance}]: All distance at -2 % or steeper, metres; null likewise
--   ascent_known_share: Part of the time moving of which metres climbed are known, 0-1; null, here and below, if nothing moved
--   descent_known_share: Part of it of which metres lost are known; null likewise
--   hills_known_share: Part of it with altitude in detail, which the distances by steepness are over; null likewise
--   usual_descent_m [descent, {height}]: Mean metres lost a week over the four weeks before; null if one is unknown
--   descent_28d_ratio: Descent over that mean; null if unknown or the mean is too small to compare
--   most_6w_descent_m [descent, {height}]: Most metres lost in one of the six weeks before; null if unknown
--   descent_6w_ratio: Metres lost over that; above 1 it is more than the legs are used to; null likewise
--   altitude_quality: barometric, mixed, gps (rough) or none; null without runs
-- source: metric.hill_exposure; docs/evidence/metrics.md#grade_bands
select
    runner_id,
    week_start_date,
    week.run_count,
    hill.moving_s,
    hill.ascent_m,
    hill.descent_m,
    hill.up_2_5_m,
    hill.up_5_10_m,
    hill.up_10_m,
    hill.down_2_5_m,
    hill.down_5_10_m,
    hill.down_10_15_m,
    hill.down_15_m,
    hill.downhill_m,
    hill.ascent_known_share,
    hill.descent_known_share,
    hill.hills_known_share,
    case
        when count(hill.descent_m) over four_before = 4
            then round(avg(hill.descent_m) over four_before, 3)
    end as usual_descent_m,
    hill.descent_28d_ratio,
    hill.most_6w_descent_m,
    hill.descent_6w_ratio,
    case
        when hill.altitude_share = 0 then 'none'
        when hill.barometric_share = 0 then 'gps'
        when hill.barometric_share < hill.altitude_share then 'mixed'
        when hill.altitude_share > 0 then 'barometric'
    end as altitude_quality,
from metric.hill_exposure as hill
inner join metric.runner_week as week using (runner_id, week_start_date)
window
    four_before as (
        partition by runner_id
        order by week_start_date
        rows between 4 preceding and 1 preceding
    )
order by
    runner_id,
    week_start_date
