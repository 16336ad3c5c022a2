-- What one week of a plan asks for. Written once, before the plan itself: not for one that is there.
insert into journal.plan_step by name
select
    $plan_id as plan_id,
    $runner_id as runner_id,
    $step_index as step_index,
    $phase_id as phase_id,
    $phase_title as phase_title,
    $words as words,
    $distance_share as distance_share,
    $is_eased as is_eased,
    $longest_ratio as longest_ratio,
    $downhill_share as downhill_share,
    $fast_share as fast_share,
    $strength_session_count as strength_session_count,
    $gate_green_share as gate_green_share,
    $gate_least_day_count as gate_least_day_count,
    $saved_at as saved_at
where $plan_id not in (select plan_id from journal.plan)
