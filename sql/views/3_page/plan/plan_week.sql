-- One row per week of a runner's newest plan: what it asks for, what was done, what its gate said.
-- grain: runner_id, week_index
-- columns:
--   runner_id: Our id of the runner
--   plan_id: The plan
--   week_index: Week of the plan, from 1
--   week_start_date: First day of the week
--   week_end_date: Last day of the week
--   is_current: The week that is running, or the first one while the plan waits
--   phase_name: Its phase; null if not known here
--   phase_title: Title of the phase; null likewise
--   phase_words: What it asks for, in words; null likewise
--   target_distance_m [distance, {distance}]: Distance to stay within, metres; null, here and below, if not known or not told now
--   target_longest_run_m [longest run, {distance}]: Longest run, metres; null likewise
--   target_downhill_m [downhill, {distance}]: Metres downhill; null likewise
--   target_fast_s [fast running, {minutes}]: Fast and sprint time, seconds; null likewise
--   target_strength_count [strength, sessions]: Strength sessions; null likewise
--   own_distance_m: The plan's own number where somebody gave another; null, here and below, where nobody did
--   own_longest_run_m: Likewise, or null
--   own_downhill_m: Likewise, or null
--   own_fast_s: Likewise, or null
--   own_strength_count: Likewise, or null
--   is_changed: One of its numbers is somebody's own
--   distance_m [distance, {distance}]: Distance run, metres; null, here and below, if to come or unknown
--   longest_run_m [longest run, {distance}]: Longest run, metres; null likewise
--   downhill_m [downhill, {distance}]: Metres downhill; null likewise
--   fast_s [fast running, {minutes}]: Fast and sprint time, seconds; null likewise
--   run_count: Runs; null likewise
--   strength_count [strength, sessions]: Days with strength work logged
--   green_day_count: Days that were green; null if pain is not shared
--   amber_day_count: Days that were amber; null likewise
--   red_day_count: Days that were red; null likewise
--   known_day_count: All three; null likewise
--   gate_green_share: Share of known days that have to be green, 0-1
--   gate_least_day_count: Known days that it takes to judge
--   gate_name: passed, held, stepped_back, not_known, running, to_come or paused
--   gate_reason_name: Why it is so; of a running week what it comes to as it stands; null if to come
--   is_projected: To come: as if every gate passed
-- source: metric.plan_week; docs/evidence/metrics.md#plan_week
select
    week.runner_id,
    week.plan_id,
    week.week_index,
    week.week_start_date,
    week.week_end_date,
    week.is_current,
    week.phase_name,
    week.phase_title_words as phase_title,
    week.phase_words,
    week.target_distance_m,
    week.target_longest_run_m,
    week.target_downhill_m,
    week.target_fast_s,
    week.target_strength_count,
    week.own_distance_m,
    week.own_longest_run_m,
    week.own_downhill_m,
    week.own_fast_s,
    week.own_strength_count,
    week.is_changed,
    week.distance_m,
    week.longest_run_m,
    week.downhill_m,
    week.fast_s,
    week.run_count,
    week.strength_count,
    week.green_day_count,
    week.amber_day_count,
    week.red_day_count,
    week.known_day_count,
    week.gate_green_share,
    week.gate_least_day_count,
    week.gate_name,
    week.gate_reason_name,
    week.gate_name = 'to_come' as is_projected,
from metric.plan_week as week
where week.is_newest
order by
    week.runner_id,
    week.week_index
