-- One row per runner and day to run on, tomorrow and all days before it: how far a run of that day may go. It rests
-- on runs, pain and the plan: where the viewer may not see all of them, there is no limit to tell here, only
-- how far by what may be seen. Days that are over are judged by what is known of them today.
-- grain: runner_id, local_date
-- columns:
--   runner_id: the runner
--   local_date: local calendar day to run on
--   as_of_date: last day known, the one before it
--   limit_m: how far at most; null: care or unknown
--   limit_reason: what binds: care (a clinician has the word, or red twice within a week), knee, return, spike, plan or usual, in this order where they are equal; unknown: no run of known distance in the 30 days before, or not all may be seen here
--   former_longest_m: longest run from before the jump that stands; null: none stands
--   hidden_name: what may not be seen here: pain, or runs; null: all of it may be
--   training_m: how far by what may be seen here: the limit where hidden_name is null
--   training_reason: what binds that
--   jump_session_id: the jump that stands and binds; null: none
--   own_ratio: how many times the longest a clinician lets this runner go; null: the usual
--   longest_m: longest run of the 30 days that is a measure of what the knee is used to; null: none
--   calm_longest_m: longest run from before the knee began to complain; null: it does not, or none
--   is_complaining: the knee complains
--   easing_share: how much less the knee asks for, 0-1
-- source: risk.next_known; our choice, of numbers whose sources stand with their parts
with shared as (
    select
        runner_id,
        bool_or(scope = 'training') and bool_or(scope = 'pain') as is_all_shared,
    from core.shared_scope
    group by runner_id
),

hidden as (
    select
        runner_id,
        sum(run_count) as run_count,
    from core.withheld
    group by runner_id
),

told as (
    select
        known.*,
        case
            when not coalesce(shared.is_all_shared, false) then 'pain'
            when hidden.run_count > 0 then 'runs'
        end as hidden_name,
    from risk.next_known as known
    left join shared using (runner_id)
    left join hidden using (runner_id)
)

select
    runner_id,
    local_date + 1 as local_date,
    local_date as as_of_date,
    case when hidden_name is null then run_m end as limit_m,
    case when hidden_name is null then reason_name else 'unknown' end as limit_reason,
    former_longest_m,
    hidden_name,
    run_m as training_m,
    reason_name as training_reason,
    jump_session_id,
    own_ratio,
    longest_m,
    calm_longest_m,
    is_complaining,
    easing_share,
from told
