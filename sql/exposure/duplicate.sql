-- The runner's own choices, then the same run from several sources linked to its best recording.
-- Two recordings are one run when they start within a minute and their distances agree to 2 %
-- (docs/evidence/metrics.md#session), or when most of the shorter one lies inside the other in time:
-- nobody runs twice at once, but a watch and a phone started minutes apart measure differently. Activities of one file are
-- never the same one. The best recording: streams before summaries, then FIT, TCX, GPX, then what has no file.
-- Given: views chosen (activity_id, field, value) and confirmed_rest (local_date); $runner_id.
delete from core.rest_day
where runner_id = $runner_id;

insert into core.rest_day
select
    $runner_id as runner_id,
    local_date,
from confirmed_rest;

update core.activity as activity
set is_excluded = wanted.is_excluded
from (
    select
        stored.activity_id,
        coalesce(bool_or(chosen.value = 'true'), false) as is_excluded,
    from core.activity as stored
    left join chosen
        on chosen.activity_id = stored.activity_id
        and chosen.field = 'is_excluded'
    where stored.runner_id = $runner_id
    group by stored.activity_id
) as wanted
where
    activity.activity_id = wanted.activity_id
    and activity.is_excluded <> wanted.is_excluded;

create or replace temp table duplicate_link as
with recursive candidate as (
    select
        activity_id,
        original_sha256,
        is_run,
        started_at,
        started_at + to_milliseconds((1000 * coalesce(elapsed_s, 0))::bigint) as ended_at,
        coalesce(distance_m, 0) as distance_m,
        row_number() over (
            order by
                detail_level = 'stream' desc,
                list_position(['fit', 'tcx', 'gpx'], source) is null,
                list_position(['fit', 'tcx', 'gpx'], source),
                cadence_spm is null,
                altitude_source = 'none',
                activity_id
        ) as quality_rank,
    from core.activity
    where
        runner_id = $runner_id
        and not is_excluded
        and activity_id not in (select activity_id from chosen where field = 'duplicate_of')
),

link as (
    select
        worse.activity_id,
        arg_min(better.activity_id, better.quality_rank) as duplicate_of,
    from candidate as worse
    inner join candidate as better
        on better.quality_rank < worse.quality_rank
        and better.is_run = worse.is_run
        and better.original_sha256 <> worse.original_sha256
        and better.started_at
            <= worse.ended_at + to_seconds(parameter('duplicate_start_s')::bigint)
        and better.ended_at
            >= worse.started_at - to_seconds(parameter('duplicate_start_s')::bigint)
        and (
            (
                abs(epoch_ms(better.started_at) - epoch_ms(worse.started_at))
                <= 1000 * parameter('duplicate_start_s')
                and abs(better.distance_m - worse.distance_m)
                <= parameter('duplicate_distance_share')
                * greatest(better.distance_m, worse.distance_m)
            )
            or (
                better.is_run
                and epoch_ms(least(better.ended_at, worse.ended_at))
                - epoch_ms(greatest(better.started_at, worse.started_at))
                > parameter('duplicate_overlap_share')
                * least(
                    epoch_ms(better.ended_at) - epoch_ms(better.started_at),
                    epoch_ms(worse.ended_at) - epoch_ms(worse.started_at)
                )
            )
        )
    group by worse.activity_id
),

followed as (
    select
        activity_id,
        duplicate_of,
        1 as step_count,
    from link
    union all
    select
        followed.activity_id,
        link.duplicate_of,
        followed.step_count + 1 as step_count,
    from followed
    inner join link on link.activity_id = followed.duplicate_of
)

select
    activity_id,
    arg_max(duplicate_of, step_count) as duplicate_of,
from followed
group by activity_id
union all
select
    activity_id,
    value as duplicate_of,
from chosen
where
    field = 'duplicate_of'
    -- A recording that is gone again hides nothing.
    and (value is null or value in (select activity_id from core.activity));

update core.activity as activity
set duplicate_of = wanted.duplicate_of
from (
    select
        stored.activity_id,
        link.duplicate_of,
    from core.activity as stored
    left join duplicate_link as link on link.activity_id = stored.activity_id
    where stored.runner_id = $runner_id
) as wanted
where
    activity.activity_id = wanted.activity_id
    and activity.duplicate_of is distinct from wanted.duplicate_of;

drop table duplicate_link;
