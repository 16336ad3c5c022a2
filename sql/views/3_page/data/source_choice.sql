-- One row per runner and archive or platform that runs came with: how many, and which is asked first.
-- grain: runner_id, source_name
-- columns:
--   runner_id: Our id of the runner
--   source_name: Its name, as garmin_takeout; file: files by themselves
--   run_count: Recorded runs that came with it, each once
--   shared_count: Those of them that another recording tells as well, or that other archives held too
--   place: Its place in the runner's own order, from 1; null where the usual order holds
-- source: core.activity, journal.source_order; docs/evidence/metrics.md#run_field; sql/sources/order.toml
with way as (
    select
        runner_id,
        unnest(string_split(came_with, ' ')) as source_name,
        coalesce(duplicate_of, activity_id) as run_id,
        source_rank is not null or contains(came_with, ' ') as is_shared,
    from core.activity
    where
        is_run
        and not is_excluded
),

wish as (
    select
        runner_id,
        unnest(source_names) as source_name,
        unnest(range(1, len(source_names) + 1)) as place,
    from journal.source_order
),

counted as (
    select
        runner_id,
        source_name,
        count(distinct run_id)::integer as run_count,
        (count(distinct run_id) filter (is_shared))::integer as shared_count,
    from way
    group by
        runner_id,
        source_name
)

select
    runner_id,
    source_name,
    coalesce(counted.run_count, 0) as run_count,
    coalesce(counted.shared_count, 0) as shared_count,
    wish.place::integer as place,
from counted
full join wish using (runner_id, source_name)
order by
    runner_id,
    wish.place nulls last,
    counted.run_count desc,
    source_name
