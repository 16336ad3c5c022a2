-- One row per runner and day on which the warm-up was ticked or said to be left out.
-- grain: runner_id, local_date
-- columns:
--   runner_id: the runner
--   local_date: local calendar day
--   is_done: done; no: said to be left out
-- source: docs/evidence/metrics.md#warm_up
with entry as (
    select *
    from journal.warm_up
    qualify row_number() over (partition by entry_id order by saved_order desc) = 1
)

select
    runner_id,
    local_date,
    bool_or(is_done) as is_done,
from entry
where not is_deleted
group by
    runner_id,
    local_date
