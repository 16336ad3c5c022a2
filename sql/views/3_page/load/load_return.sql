-- One row per runner who comes back from a break: a run tomorrow would end it, or its first week is not over.
-- None while advice on training is held back for a clinician.
-- grain: runner_id
-- columns:
--   runner_id: Our id of the runner
--   is_return: A run tomorrow would end the break; else the break is over and its first week is on
--   break_days: Days without a run, tomorrow's run being the first
--   usual_week_m: Mean weekly distance of the four weeks before the break, metres; null if unknown
--   reentry_share: Part of it that is meant for the first week, 0-1
--   cap_m: What that is, metres; null if unknown
--   since_return_m: Run since the break, metres; null if unknown
--   left_m: Left of the first week, metres; null if unknown
--   until_date: Last day of the first week
--   is_walk_run: The break was so long that walking and running should alternate
-- source: risk.return_next
select
    runner_id,
    is_return,
    break_days,
    usual_week_m,
    reentry_share,
    cap_m,
    since_return_m,
    left_m,
    until_date,
    is_walk_run,
from risk.return_next
where
    (is_return or is_first_week)
    and runner_id in (
        select runner_id from risk.runner_today where hold_name is null
    )
order by runner_id
