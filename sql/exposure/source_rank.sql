-- The place of each recording among those of one run: what its runner wants asked first, else the recording
-- that counts, else by quality (sql/exposure/duplicate.sql). Where there is only one, there is no place.
-- It decides which of them a run's totals are from (core.merged_recording), and nothing else.
-- Given: views source_order (source_name, place) and usual_order; temp table recording_quality; $runner_id.
update core.activity as activity
set source_rank = wanted.source_rank
from (
    with wished as (
        select
            activity_id,
            min(source_order.place) as place,
        from (
            select
                activity_id,
                unnest(string_split(came_with, ' ')) as source_name,
            from core.activity
            where runner_id = $runner_id
        ) as way
        inner join source_order using (source_name)
        group by activity_id
    )

    select
        stored.activity_id,
        case
            when count(*) over same_run > 1 and not stored.is_excluded
                then row_number() over (
                    partition by coalesce(stored.duplicate_of, stored.activity_id), stored.is_excluded
                    order by
                        wished.place nulls last,
                        stored.duplicate_of is not null,
                        quality.quality_rank nulls last,
                        stored.activity_id
                )
        end::integer as source_rank,
    from core.activity as stored
    left join wished using (activity_id)
    left join recording_quality as quality using (activity_id)
    where stored.runner_id = $runner_id
    window
        same_run as (
            partition by coalesce(stored.duplicate_of, stored.activity_id), stored.is_excluded
        )
) as wanted
where
    activity.activity_id = wanted.activity_id
    and activity.source_rank is distinct from wanted.source_rank;
