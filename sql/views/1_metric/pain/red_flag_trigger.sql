-- One row per runner, day, knee and reason to ask about warning signs: pain is new, or it rose sharply.
-- grain: runner_id, local_date, knee, reason_name
-- columns:
--   runner_id: the runner
--   local_date: local calendar day
--   knee: left, right or unknown
--   reason_name: new (first score of 2 or more of a spell, or pain after 28 days without) or rise
--   pain_worst_score: worst score of the day, 0-10
--   pain_median_28d_score: median of the days logged in the 28 days before; null: none
-- source: when to ask is our choice; docs/evidence/metrics.md#red_flags
with flare as (
    select * from metric.pain_flare
),

painful as (
    select
        *,
        local_date - lag(local_date) over (
            partition by runner_id, knee order by local_date
        ) as days_since,
    from flare
    where whole_score(pain_worst_score) >= parameter('red_flag_pain_score')
),

called as (
    select
        runner_id,
        start_date as local_date,
        knee,
        'new' as reason_name,
    from metric.pain_episode
    union
    select
        runner_id,
        local_date,
        knee,
        'new' as reason_name,
    from painful
    where coalesce(days_since > parameter('red_flag_quiet_days'), true)
    union
    select
        runner_id,
        local_date,
        knee,
        'rise' as reason_name,
    from flare
    where pain_worst_score >= pain_median_28d_score + parameter('red_flag_rise_score')
)

select
    called.runner_id,
    called.local_date,
    called.knee,
    called.reason_name,
    flare.pain_worst_score,
    flare.pain_median_28d_score,
from called
inner join flare using (runner_id, local_date, knee)
