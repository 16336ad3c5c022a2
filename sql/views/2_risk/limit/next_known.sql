-- One row per runner and day: how far a run of the day after may go, by all that is known here. What may not be
-- known here, because somebody does not share it, sets no limit: risk.next_run says whether this is the limit.
-- grain: runner_id, local_date
-- columns:
--   runner_id: the runner
--   local_date: local calendar day, the last one known
--   run_m: the least of the parts below; null: care or unknown
--   reason_name: the part that binds: care, knee, return, spike, plan, usual, in this order where they are equal, or unknown
--   ceiling_m: how far by distance alone; null: no run of known distance in the 30 days
--   knee_m: how far for the knee; null: it sets no limit
--   return_m: what the first week after a break has left; null: no such week, or unknown
--   plan_m: how far by a plan under way; null: none
--   jump_session_id: the jump that is counted as what came before it; null: none stands
--   former_longest_m: longest run from before that jump; null: none stands
--   longest_30d_m: longest run of the 30 days, whatever it counts as; null: none
--   longest_m: longest run of them that is a measure of what the knee is used to; null: none
--   calm_longest_m: longest run from before the knee began to complain; null: it does not, or none
--   is_complaining: the knee complains
--   easing_share: how much less the knee asks for, 0-1
-- source: risk.longest_next, risk.next_knee, risk.return_day, risk.next_plan; docs/evidence/metrics.md#longest_next
with care as (
    select
        *,
        true as is_referred,
    from risk.referred_day
),

part as (
    select
        runner_id,
        local_date,
        knee.status = 'refer'
        or care.is_referred is not null
        or pause.start_date is not null as is_in_care,
        longest.cap_m as ceiling_m,
        knee.run_m as knee_m,
        back.left_m as return_m,
        plan.run_m as plan_m,
        longest.jump_session_id,
        longest.former_longest_m,
        longest.longest_30d_m,
        knee.longest_m,
        knee.calm_longest_m,
        knee.is_complaining,
        knee.easing_share,
        least(ceiling_m, knee_m, return_m, plan_m) as least_m,
    from risk.next_knee as knee
    left join risk.pause_day as pause using (runner_id, local_date)
    left join care using (runner_id, local_date)
    left join risk.longest_next as longest using (runner_id, local_date)
    left join risk.return_day as back using (runner_id, local_date)
    left join risk.next_plan as plan using (runner_id, local_date)
)

select
    runner_id,
    local_date,
    case when not is_in_care and ceiling_m is not null then least_m end as run_m,
    case
        when is_in_care then 'care'
        when ceiling_m is null then 'unknown'
        when knee_m = least_m then 'knee'
        when return_m = least_m then 'return'
        when ceiling_m = least_m and former_longest_m is not null then 'spike'
        when plan_m = least_m then 'plan'
        else 'usual'
    end as reason_name,
    ceiling_m,
    knee_m,
    return_m,
    plan_m,
    jump_session_id,
    former_longest_m,
    longest_30d_m,
    longest_m,
    calm_longest_m,
    is_complaining,
    easing_share,
from part
