-- One row per runner: how far a run tomorrow may go, and what that rests on.
-- grain: runner_id
-- columns:
--   runner_id: Our id of the runner
--   local_date: Tomorrow, where the runner is
--   limit_m: How far at most, metres; null if a clinician has the word, if it is unknown, or if not all of it may be seen here
--   limit_reason: What binds: care, knee, return, spike, plan, usual or unknown
--   hidden_name: What may not be seen here: pain or runs; null if all may be. Then the next two are no limit
--   training_m: How far by what may be seen here, metres; null if care or unknown
--   training_reason: What binds that
--   former_longest_m: Longest run from before the jump that stands, metres; null if none stands
--   jump_level: watch or high; null likewise
--   jump_m: Distance of that jump, metres; null likewise
--   jump_date: Its day; null likewise
--   jump_until_date: Last day after which it still stands; null likewise
--   own_ratio: How many times the longest a clinician lets this runner go; null if the usual counts
--   longest_m: Longest run of the last 30 days that is a measure of what the knee is used to, metres; null if none
--   calm_longest_m: While the knee complains: longest run of the 30 days before it began to, metres; null otherwise, or if there is none
--   is_complaining: The knee complains
--   easing_share: How much less the knee asks for, 0-1
--   break_days: Days of the break that the first week back follows; null if there is no such week
-- source: risk.next_run
with next as materialized (
    select *
    from risk.next_run
    where as_of_date = as_of_date()
)

select
    next.runner_id,
    next.local_date,
    next.limit_m,
    next.limit_reason,
    next.hidden_name,
    next.training_m,
    next.training_reason,
    next.former_longest_m,
    jump.level as jump_level,
    jump.distance_m as jump_m,
    jump.local_date as jump_date,
    jump.until_date as jump_until_date,
    next.own_ratio,
    next.longest_m,
    next.calm_longest_m,
    next.is_complaining,
    next.easing_share,
    back.break_days,
from next
left join risk.return_next as back on back.runner_id = next.runner_id
left join risk.jump as jump on jump.session_id = next.jump_session_id
order by next.runner_id
