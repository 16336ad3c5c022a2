-- What each original of the runner came with, by every import that still stands for it: archives and
-- platforms by name, file where it came by itself. Of imports from before that was kept, what the table of
-- an export said of a file tells it.
select
    original_sha256,
    string_agg(distinct archive, ' ' order by archive) as came_with,
from (
    select
        item.original_sha256,
        -- Of a copy that was here already nothing was read.
        max(item.format) over (partition by item.original_sha256) as kind,
        case
            when item.archive is not null then item.archive
            when item.context like '%"kind": "strava_export_row"%' then 'strava_export'
            when item.context like '%"kind": "archive_row"%' then item.context ->> '$.source'
            when kind in ('fit', 'tcx', 'gpx') then 'file'
            else kind
        end as archive,
    from journal.import_item as item
    inner join journal.import_batch as batch on batch.batch_id = item.batch_id
    where
        item.runner_id = ?
        and batch.undone_at is null
        and item.original_sha256 is not null
        and item.status in ('imported', 'duplicate', 'set_aside')
) as brought
group by original_sha256
