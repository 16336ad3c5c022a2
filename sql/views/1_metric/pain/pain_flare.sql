-- One row per runner, knee and logged day: the worst score against the median of the logged days of the
-- four weeks before it. A flare is two points above it. Days without a log are not days without pain and
-- count for nothing.
-- grain: runner_id, local_date, knee
-- columns:
--   runner_id: the runner
--   local_date: local calendar day
--   knee: left, right or unknown
--   pain_worst_score: worst score of the day, 0-10
--   pain_median_28d_score: median of the days logged in the 28 days before; null: none
--   logged_28d_count: how many those are
--   is_flare: two points or more above that median; null: no median
-- source: docs/evidence/metrics.md#pain_flare
with pain_day as (
    select
        runner_id,
        local_date,
        knee,
        pain_worst_score,
    from metric.pain_day
    where pain_worst_score is not null
),

compared as (
    select
        *,
        median(pain_worst_score) over before as pain_median_28d_score,
        (count(*) over before)::integer as logged_28d_count,
    from pain_day
    window
        before as (
            partition by runner_id, knee
            order by local_date
            range between to_days(parameter('pain_flare_days')::integer) preceding
            and to_days(1) preceding
        )
)

select
    runner_id,
    local_date,
    knee,
    pain_worst_score,
    pain_median_28d_score,
    logged_28d_count,
    pain_worst_score
    >= pain_median_28d_score + parameter('pain_flare_rise_score') as is_flare,
from compared
