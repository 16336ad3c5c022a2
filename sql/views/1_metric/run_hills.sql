-- One row per run with altitude in detail: distance and time by grade band.
-- grain: session_id
-- columns:
--   session_id: the run
--   up_2_5_m: distance at +2 to +5 %
--   up_5_10_m: distance at +5 to +10 %
--   up_10_m: distance steeper than +10 %
--   flat_m: distance between -2 and +2 %
--   down_2_5_m: distance at -2 to -5 %
--   down_5_10_m: distance at -5 to -10 %
--   down_10_15_m: distance at -10 to -15 %
--   down_15_m: distance steeper than -15 %
--   downhill_m: all distance at -2 % or steeper
--   downhill_weighted_m: the same, each metre weighted by braking force: 1.23 at -5 %, 1.73 at -16 %
--   downhill_s: time at -2 % or steeper
-- source: evidence.md §3; weight: Gottschall & Kram 2005, an upper bound for the knee
select
    session_activity.session_id,
    round(sum(exposure.up_2_5_m), 3) as up_2_5_m,
    round(sum(exposure.up_5_10_m), 3) as up_5_10_m,
    round(sum(exposure.up_10_m), 3) as up_10_m,
    round(sum(exposure.flat_m), 3) as flat_m,
    round(sum(exposure.down_2_5_m), 3) as down_2_5_m,
    round(sum(exposure.down_5_10_m), 3) as down_5_10_m,
    round(sum(exposure.down_10_15_m), 3) as down_10_15_m,
    round(sum(exposure.down_15_m), 3) as down_15_m,
    round(sum(exposure.downhill_m), 3) as downhill_m,
    round(sum(exposure.downhill_weighted_m), 3) as downhill_weighted_m,
    round(sum(exposure.downhill_s), 3) as downhill_s,
from core.exposure as exposure
inner join core.session_activity as session_activity using (activity_id)
where exposure.downhill_m is not null
group by session_activity.session_id
