-- One row per run: how its steps were and how it felt, as its watch, belt or pod tells.
-- grain: session_id
-- columns:
--   runner_id: Our id of the runner
--   session_id: Our id of the run
--   local_date: Day of the run
--   ground_contact_s: Mean time of a foot on the ground in a step, seconds; null if not told
--   left_contact_share: The left foot's share of the time on the ground, 0-1; null if not told
--   vertical_oscillation_m: Mean way of the body up and down in a step, metres; null if not told
--   vertical_ratio: That way over the length of a step; null if not told
--   power_w: Mean power as the device reckons it, watts; null if not told
--   normalized_power_w: The same with hard stretches weighing more, watts; null if not told
--   feel_score: How it felt, 0 very weak to 100 very strong; null if not told
--   form_reason: Why nothing of it is told: not_told or read_before; null if something is
-- source: metric.run_form
select
    runner_id,
    session_id,
    local_date,
    ground_contact_s,
    left_contact_share,
    vertical_oscillation_m,
    vertical_ratio,
    power_w,
    normalized_power_w,
    feel_score,
    form_reason,
from metric.run_form
order by
    runner_id,
    local_date desc,
    session_id
