-- What each recording came with, and its place among the recordings of one run.
alter table core.activity add column came_with varchar;
alter table core.activity add column source_rank integer;

comment on column core.activity.came_with is 'The archives or platforms it came with, by name, with spaces between; file: by itself';
comment on column core.activity.source_rank is 'Its place among the recordings of one run, 1 is asked first for each number; null: the only one';

-- Until the runner's recordings are looked at again: the one that counts, then the others.
update core.activity as activity
set
    came_with = case when source in ('fit', 'tcx', 'gpx') then 'file' else source end,
    source_rank = same.source_rank
from (
    select
        activity_id,
        case
            when count(*) over run > 1 and not is_excluded
                then row_number() over (run order by duplicate_of is not null, activity_id)
        end::integer as source_rank,
    from core.activity
    window run as (partition by coalesce(duplicate_of, activity_id), is_excluded)
) as same
where activity.activity_id = same.activity_id;
