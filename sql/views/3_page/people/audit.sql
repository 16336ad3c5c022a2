-- One row per record of somebody reading a runner's data, the newest first.
-- grain: audit_id
-- columns:
--   audit_id: Our id of the record
--   runner_id: Our id of the runner
--   viewer_id: The person who looked, or the token by which files were sent
--   what: Kind of data that was read: training, pain or clinical; or what was done: limit_set, limit_ended, files_brought
--   read_at: When the reading began, UTC
--   read_count: How many tables were read in that hour, those of one screen counted one by one
-- source: what the server wrote when it showed the data; docs/evidence/index.md#typed
select
    audit_id,
    runner_id,
    viewer_id,
    what,
    read_at,
    read_count,
from journal.audit
order by
    read_at desc,
    position desc
