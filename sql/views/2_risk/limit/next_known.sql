-- One row per runner and day: how far a run of the day after may go, by all that is known here. What may not be
-- known here, because somebody does not share it, sets no limit: risk.next_run says whether this is the limit.
-- What a clinician set for a jump of this runner holds here too; after a big jump, and for the knee, the usual.
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
--   own_ratio: how many times that longest run a clinician lets this runner go; null: the usual
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

told as (
    select
        runner_id,
        threshold,
        saved_index,
        from_date - 1
        + unnest(
            range(
                0, least(coalesce(until_date, as_of_date() + 1), as_of_date() + 1) - from_date + 1
            )
        )::integer as local_date,
    from risk.own_limit
    where
        rule_id = 'session_spike'
        and level = 'watch'
),

-- By the day before the one to run on; of several that count on a day the last, which may be none.
own as (
    select
        runner_id,
        local_date,
        arg_max({'threshold': threshold}, saved_index).threshold as threshold,
    from told
    group by runner_id, local_date
),

ceiling as (
    select
        longest.*,
        coalesce(longest.former_longest_m, longest.longest_30d_m) as used_to_m,
        case
            when
                longest.former_longest_m is null
                or longest.cap_m > round(parameter('jump_high_ratio') * longest.former_longest_m, 3)
                then own.threshold
        end as own_ratio,
        coalesce(round(own_ratio * used_to_m, 3), longest.cap_m) as ceiling_m,
    from risk.longest_next as longest
    left join own using (runner_id, local_date)
),

part as (
    select
        runner_id,
        local_date,
        knee.status = 'refer'
        or care.is_referred is not null
        or pause.start_date is not null as is_in_care,
        longest.ceiling_m,
        longest.own_ratio,
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
        least(longest.ceiling_m, knee_m, return_m, plan_m) as least_m,
    from risk.next_knee as knee
    left join risk.pause_day as pause using (runner_id, local_date)
    left join care using (runner_id, local_date)
    left join ceiling as longest using (runner_id, local_date)
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
    own_ratio,
    longest_30d_m,
    longest_m,
    calm_longest_m,
    is_complaining,
    easing_share,
from part
