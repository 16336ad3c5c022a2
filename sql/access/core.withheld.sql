-- How many runs of a runner this viewer may see exist but may not be shown, by why: so that nobody
-- takes a gap for rest. One row per runner and share class.
-- scope: training
-- reads: warehouse.core.activity, visible
select
    source.runner_id,
    source.share_class,
    count(*)::integer as run_count,
from warehouse.core.activity as source
where
    source.runner_id in (select runner_id from granted where scope = 'training')
    and source.activity_id not in (select activity_id from visible)
    and source.is_run
    and not source.is_excluded
    and source.duplicate_of is null
    and coalesce(source.expires_at > (select max(now) from moment), true)
group by
    source.runner_id,
    source.share_class
