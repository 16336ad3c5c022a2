-- One row per runner and pair of shoes that a source names: how far it went, and from when to when.
-- grain: runner_id, shoe_id
-- columns:
--   runner_id: the runner
--   shoe_id: the pair, by an id that tells nothing
--   shoe_index: its place by the first run in it, 1 is the first that is known
--   first_date: local day of the first run in it
--   last_date: local day of the last one
--   run_count: runs in it
--   distance_m: distance of these runs; null: of none known
--   unmeasured_run_count: runs in it whose distance is not known
--   new_since_date: its first day; null: no run in another pair is known before, so nobody says that it was new
-- source: core.session_activity; docs/evidence/metrics.md#shoe
with worn as (
    select
        runner_id,
        shoe_id,
        min(started_at) as first_at,
        min(local_date) as first_date,
        max(local_date) as last_date,
        count(distinct session_id)::integer as run_count,
        round(sum(distance_m), 3) as distance_m,
        count(distinct session_id) filter (distance_m is null)::integer as unmeasured_run_count,
    from core.session_activity
    where shoe_id is not null
    group by runner_id, shoe_id
)

select
    runner_id,
    shoe_id,
    row_number() over in_order::integer as shoe_index,
    first_date,
    last_date,
    run_count,
    distance_m,
    unmeasured_run_count,
    case
        when first_date > min(first_date) over (partition by runner_id) then first_date
    end as new_since_date,
from worn
window in_order as (partition by runner_id order by first_at, shoe_id)
