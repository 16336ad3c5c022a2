-- One row per runner with runs: whether all of them are so long ago, with no pain logged since, that there
-- is nothing to advise on today.
-- grain: runner_id
-- columns:
--   runner_id: Our id of the runner
--   is_quiet: Neither a run nor a logged score in the last twelve weeks
-- source: page.history, metric.pain_day
with sore as (
    select
        runner_id,
        max(local_date) as last_pain_date,
    from metric.pain_day
    group by runner_id
)

select
    runner_id,
    history.quiet_days >= parameter('history_quiet_days')
    and coalesce(
        as_of_date() - sore.last_pain_date >= parameter('history_quiet_days'), true
    ) as is_quiet,
from page.history as history
left join sore using (runner_id)
order by runner_id
