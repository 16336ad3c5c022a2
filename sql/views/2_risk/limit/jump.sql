-- One row per run that was a jump: what the runner was used to before it, and how far it lets a run go for as long
-- as it stands among the 30 days looked at. A jump that came while an earlier one stood is counted from
-- before that one: else a jump every few weeks would raise the limit with every jump.
-- grain: session_id
-- columns:
--   runner_id: who ran
--   session_id: the run
--   local_date: the runner's local calendar day
--   level: watch (more than a tenth further), or high (more than twice as far)
--   distance_m: distance of this run
--   former_longest_m: longest run of the 30 days before the first of the jumps that stood together, or since then without a jump
--   ceiling_m: how far a run may go while this one stands
--   until_date: last local day after which it still stands
-- source: Frandsen 2025, doi 10.1136/bjsports-2024-109380, for what a jump is; what follows from it is our choice
with run as (
    select
        spike.runner_id,
        spike.session_id,
        session.started_at,
        spike.local_date,
        spike.distance_m,
        spike.longest_30d_m,
        believable_spike_ratio(spike.spike_ratio, spike.is_other_device) as ratio,
        case
            when ratio > parameter('spike_large_ratio') + parameter('ratio_slack') then 'high'
            when ratio > parameter('spike_small_ratio') + parameter('ratio_slack') then 'watch'
        end as level,
    from metric.session_spike as spike
    inner join core.session as session using (session_id)
    where spike.distance_m is not null
),

looked_back as (
    select
        *,
        last_value(case when level is not null then started_at end ignore nulls) over (
            partition by runner_id
            order by started_at, session_id
            rows between unbounded preceding and 1 preceding
        ) as former_jump_at,
    from run
),

begun as (
    select
        *,
        level is not null
        and coalesce(
            former_jump_at
            < started_at - to_days(parameter('spike_window_days')::integer),
            true
        ) as is_first,
    from looked_back
),

numbered as (
    select
        *,
        count(*) filter (is_first) over (
            partition by runner_id
            order by started_at, session_id
        ) as chain_index,
    from begun
),

-- Where the first one stood alone, no jump is among the runs before it.
chained as (
    select
        *,
        greatest(
            max(case when is_first then longest_30d_m end) over up_to_it,
            max(case when level is null then distance_m end) over up_to_it
        ) as former_longest_m,
    from numbered
    window
        up_to_it as (
            partition by runner_id, chain_index
            order by started_at, session_id
            rows between unbounded preceding and current row
        )
)

select
    runner_id,
    session_id,
    local_date,
    level,
    distance_m,
    former_longest_m,
    round(
        former_longest_m * case level
            when 'high' then parameter('jump_high_ratio')
            else parameter('jump_watch_ratio')
        end,
        3
    ) as ceiling_m,
    local_date + parameter('spike_window_days')::integer - 1 as until_date,
from chained
where level is not null
