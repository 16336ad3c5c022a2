-- One row per runner and spell in which alternating running and walking is offered: pain while running came on
-- earlier from run to run.
-- grain: runner_id, start_date
-- columns:
--   runner_id: the runner
--   start_date: local day of the run that showed it
--   last_date: the last such run so far
--   until_date: last day of the offer
--   onset_4_run_fall_m: how much earlier it came on, in the last of them
-- source: TREK education for runners; docs/evidence/metrics.md#onset
with hit as (
    select
        runner_id,
        local_date,
        max(onset_4_run_fall_m) as onset_4_run_fall_m,
        coalesce(
            local_date - lag(local_date) over (partition by runner_id order by local_date)
            > parameter('run_walk_days'),
            true
        ) as is_apart,
    from metric.onset_fall
    where onset_4_run_fall_m > 0
    group by runner_id, local_date
),

numbered as (
    select
        *,
        count(*) filter (is_apart) over (
            partition by runner_id
            order by local_date
        ) as spell_index,
    from hit
)

select
    runner_id,
    min(local_date) as start_date,
    max(local_date) as last_date,
    max(local_date) + parameter('run_walk_days')::integer as until_date,
    arg_max(onset_4_run_fall_m, local_date) as onset_4_run_fall_m,
from numbered
group by runner_id, spell_index
