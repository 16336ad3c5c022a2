-- One row per runner and knee that is asked about: pain was logged in the last four weeks, or the runner
-- wants it. Their own word wins, either way. Pain whose side is not said asks of no knee: it is not guessed.
-- grain: runner_id, knee
-- columns:
--   runner_id: our id of the runner
--   knee: left or right
--   is_wished: the runner asked for it; no: because pain was logged
-- source: our choice; docs/evidence/metrics.md#check_in
with painful as (
    select distinct
        runner_id,
        knee,
    from metric.pain_day
    where
        pain_worst_score > 0
        and knee <> 'unknown'
        and local_date > as_of_date() - parameter('check_in_pain_days')::integer
),

wish as (
    select
        runner_id,
        knee,
        is_wanted,
    from journal.check_in_wish
    qualify row_number() over (partition by runner_id, knee order by saved_order desc) = 1
)

select
    runner_id,
    knee,
    coalesce(wish.is_wanted, false) as is_wished,
from painful
full join wish using (runner_id, knee)
where coalesce(wish.is_wanted, true)
