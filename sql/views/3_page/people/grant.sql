-- One row per grant of a runner: who may see what until when; the newest given first.
-- grain: grant_id
-- columns:
--   grant_id: Our id of the grant
--   runner_id: Our id of the runner
--   viewer_id: The person or the group that may look
--   scope: training, pain or clinical
--   consent_version: Version of the words agreed to; null if none were shown
--   from_date: First day
--   until_date: Last day; null: no end
--   state: active, later (not yet begun), ended or withdrawn
-- source: what the runner granted and withdrew; docs/evidence/index.md#typed
select
    grant_id,
    runner_id,
    viewer_id,
    scope,
    consent_version,
    from_date,
    until_date,
    case
        when withdrawn_at is not null then 'withdrawn'
        when until_date < as_of_date() then 'ended'
        when from_date > as_of_date() then 'later'
        else 'active'
    end as state,
from journal.access_grant
order by
    saved_order desc
