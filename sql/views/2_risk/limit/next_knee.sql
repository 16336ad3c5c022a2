-- One row per runner and day: how far the knee lets a run of the day after go. While it complains, as much below the
-- longest run from before it began to as the week is below its usual one; after a spell of complaint the runs
-- of that spell are no measure. A jump counts as what came before it here too.
-- grain: runner_id, local_date
-- columns:
--   runner_id: the runner
--   local_date: local calendar day
--   status: the status of the day
--   is_complaining: the status is red or amber, or the knee asks for less distance
--   easing_share: how much less it asks for, 0-1; 0: it does not
--   calm_longest_m: longest run of the 30 days before it began to complain; null: it does not, or none
--   longest_m: longest run of the 30 days that is a measure of what the knee is used to; null: none
--   run_m: how far a run of the day after may go for the knee; null: it sets no limit, or unknown
-- source: docs/evidence/metrics.md#easing: no run beyond the longest, then 1.10 times that
with day as (
    select
        runner_id,
        local_date,
        status,
    from risk.runner_day
    where local_date <= as_of_date()
),

light as (
    select
        runner_id,
        local_date,
        bool_or(light in ('amber', 'red')) as is_painful,
    from metric.pain_day
    group by runner_id, local_date
),

spell as (
    select * from risk.easing
),

eased as (
    select
        runner_id,
        first_date,
        easing_share,
        start_date
        + unnest(range(0, least(until_date, as_of_date()) - start_date + 1))::integer
            as local_date,
    from spell
),

-- The run that the knee answered to is no measure of what it is used to.
answered as (
    select distinct
        runner_id,
        first_date + unnest(range(0, last_date - first_date + 1))::integer as local_date,
        true as is_answered,
    from spell
),

longest as (
    select
        runner_id,
        local_date,
        max(distance_m) as distance_m,
    from core.session
    group by runner_id, local_date
),

seen as (
    select
        runner_id,
        local_date,
        day.status,
        max(longest.distance_m) filter (answered.is_answered is null) over month
            as unanswered_longest_m,
        min(local_date) filter (light.is_painful) over week as recent_first_date,
    from day
    left join light using (runner_id, local_date)
    left join answered using (runner_id, local_date)
    left join longest using (runner_id, local_date)
    window
        month as (
            partition by runner_id
            order by local_date
            range between to_days(parameter('spike_window_days')::integer - 1) preceding
            and current row
        ),
        week as (
            partition by runner_id
            order by local_date
            range between to_days(parameter('easing_calm_days')::integer - 1) preceding
            and current row
        )
),

placed as (
    select
        runner_id,
        local_date,
        seen.status,
        seen.unanswered_longest_m,
        seen.status in ('red', 'amber') or eased.easing_share is not null as is_complaining,
        coalesce(eased.easing_share, 0) as easing_share,
        least(seen.recent_first_date, eased.first_date) as complaint_date,
    from seen
    left join eased using (runner_id, local_date)
),

measured as (
    select
        placed.*,
        next.longest_30d_m,
        coalesce(next.former_longest_m, next.longest_30d_m) as used_to_m,
        coalesce(calm.former_longest_m, calm.longest_30d_m) as calm_longest_m,
    from placed
    left join risk.longest_next as next using (runner_id, local_date)
    left join risk.longest_next as calm
        on
            calm.runner_id = placed.runner_id
            -- One day to look up: as a condition beside the day it had all days compared with all.
            and calm.local_date
            = case when placed.is_complaining then placed.complaint_date - 1 end
)

select
    runner_id,
    local_date,
    status,
    is_complaining,
    easing_share,
    calm_longest_m,
    case
        when is_complaining then used_to_m
        else least(used_to_m, unanswered_longest_m)
    end as longest_m,
    case
        when is_complaining
            then round((1 - easing_share) * least(used_to_m, calm_longest_m), 3)
        when unanswered_longest_m < longest_30d_m
            then round(parameter('spike_small_ratio') * unanswered_longest_m, 3)
    end as run_m,
from measured
