-- The runner's days of rest, then the same run from several sources linked to its best recording.
-- Two recordings are one run
-- - when they start within a minute and their distances agree to 2 % (docs/evidence/metrics.md#session);
-- - when most of the shorter one lies inside the other in time: nobody runs twice at once, but a watch and
--   a phone started minutes apart measure differently. Time is time in motion: a recording that stood
--   still for hours holds no other run, nor does one that covered less than what it would hold;
-- - when they are copies of which one had its local time written as UTC: the zone's own shift apart to the
--   second, alike in length and time;
-- - when one holds in one piece what the other file holds in parts, since it was resumed hours later.
-- Activities of one file are never the same one, nor are two activities of one platform. Parts of a recording
-- that its runner cut rank together: no other recording stands between them, which would link one to the other.
-- Which one counts: what can be a run before what is set aside, streams before summaries, then by the order of
-- sql/sources/order.toml. What a runner prefers for a run's totals decides nothing here: in any order of theirs
-- the same runs count. Length never decides: the longest copy is the one with the car.
-- Given: views chosen (activity_id, field, value), confirmed_rest (local_date) and usual_order (kind, name,
-- place); $runner_id. Leaves temp table recording_quality (activity_id, quality_rank).
delete from core.rest_day
where runner_id = $runner_id;

insert into core.rest_day
select
    $runner_id as runner_id,
    local_date,
from confirmed_rest;

create or replace temp table recording_quality as
with usual_format as (
    select
        name as source,
        place,
    from usual_order
    where kind = 'format'
),

usual_source as (
    select
        name as source_name,
        place,
    from usual_order
    where kind = 'source'
),

-- What came in several ways is as near to the device as the nearest of them.
nearest as (
    select
        activity_id,
        min(usual_source.place) as place,
    from (
        select
            activity_id,
            unnest(string_split(came_with, ' ')) as source_name,
        from core.activity
        where runner_id = $runner_id
    ) as way
    inner join usual_source using (source_name)
    group by activity_id
),

-- A phone by its name; few names are asked, not every recording.
device as (
    select
        named.device,
        max(usual_order.place) as place,
    from (
        select distinct device
        from core.activity
        where
            runner_id = $runner_id
            and device is not null
    ) as named
    inner join usual_order
        on
            usual_order.kind = 'device'
            and contains(lower(named.device), usual_order.name)
    group by named.device
),

recording as (
    select
        *,
        coalesce(part_of, activity_id) as recording_id,
        bool_and(cadence_spm is null) over parts as lacks_cadence,
        bool_and(coalesce(recorded_altitude_source, altitude_source) = 'none')
            over parts as lacks_altitude,
    from core.activity
    where
        runner_id = $runner_id
        and not is_excluded
    window parts as (partition by coalesce(part_of, activity_id))
)

select
    recording.activity_id,
    row_number() over (
        order by
            recording.detail_level = 'stream' desc,
            usual_format.place nulls last,
            recording.lacks_cadence,
            recording.lacks_altitude,
            device.place nulls first,
            nearest.place nulls last,
            recording.recording_id,
            recording.activity_id
    ) as quality_rank,
from recording
left join usual_format using (source)
left join device on device.device = recording.device
left join nearest on nearest.activity_id = recording.activity_id;

create or replace temp table duplicate_link as
with recursive recording as (
    select
        activity.*,
        quality.quality_rank,
    from core.activity as activity
    inner join recording_quality as quality using (activity_id)
    where activity_id not in (select activity_id from chosen where field = 'duplicate_of')
),

candidate as (
    select
        activity_id,
        original_sha256,
        is_run,
        source_activity_id,
        coalesce(utc_offset_s, 0) as utc_offset_s,
        started_at,
        started_at
        + to_milliseconds((1000 * coalesce(last_moved_s, elapsed_s, 0))::bigint) as ended_at,
        coalesce(distance_m, 0) as distance_m,
        sum(distance_m) over of_file as file_m,
        count(*) over of_file as part_count,
        coalesce(motion_s, moving_s, elapsed_s, 0) as motion_s,
        coalesce(
            coalesce(motion_s, moving_s) < parameter('duplicate_silent_share')
            * coalesce(last_moved_s, elapsed_s),
            false
        ) as is_mostly_silent,
        quality_rank,
    from recording
    window of_file as (partition by original_sha256, is_run)
),

-- What overlaps shares a moment, and so a day (of UTC, 86400000 ms) that both touch: only these are
-- compared.
touched as (
    select
        *,
        unnest(range(
            epoch_ms(started_at) // 86400000, epoch_ms(ended_at) // 86400000 + 1
        )) as utc_day,
    from candidate
),

neared as (
    select
        *,
        unnest(range(
            (epoch_ms(started_at) - 1000 * parameter('duplicate_shift_s')::bigint) // 86400000,
            (epoch_ms(ended_at) + 1000 * parameter('duplicate_shift_s')::bigint) // 86400000 + 1
        )) as utc_day,
    from candidate
),

link as (
    select
        worse.activity_id,
        arg_min(better.activity_id, better.quality_rank) as duplicate_of,
    from neared as worse
    inner join touched as better
        on better.quality_rank < worse.quality_rank
        and better.utc_day = worse.utc_day
        and better.is_run = worse.is_run
        and better.original_sha256 <> worse.original_sha256
        and coalesce(better.source_activity_id = worse.source_activity_id, true)
        and better.started_at
            <= worse.ended_at + to_seconds(parameter('duplicate_shift_s')::bigint)
        and better.ended_at
            >= worse.started_at - to_seconds(parameter('duplicate_shift_s')::bigint)
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
                -- Of the two, the one that lasts longer would hold the other.
                and case
                    when
                        epoch_ms(better.ended_at) - epoch_ms(better.started_at)
                        >= epoch_ms(worse.ended_at) - epoch_ms(worse.started_at)
                        then
                            (worse.is_mostly_silent or not better.is_mostly_silent)
                            and better.motion_s
                            >= parameter('duplicate_holds_share') * worse.motion_s
                            and better.distance_m
                            >= parameter('duplicate_holds_share') * worse.distance_m
                    else
                        (better.is_mostly_silent or not worse.is_mostly_silent)
                        and worse.motion_s >= parameter('duplicate_holds_share') * better.motion_s
                        and worse.distance_m
                        >= parameter('duplicate_holds_share') * better.distance_m
                end
            )
            or (
                better.is_run
                and better.part_count > 1
                and worse.part_count = 1
                and abs(epoch_ms(better.started_at) - epoch_ms(worse.started_at))
                <= 1000 * parameter('duplicate_start_s')
                and abs(better.file_m - worse.distance_m)
                <= parameter('duplicate_distance_share')
                * greatest(better.file_m, worse.distance_m)
            )
            or (
                better.is_run
                and better.distance_m > 0
                and greatest(abs(better.utc_offset_s), abs(worse.utc_offset_s)) > 0
                and abs(
                    abs(epoch_ms(better.started_at) - epoch_ms(worse.started_at))
                    - 1000 * greatest(abs(better.utc_offset_s), abs(worse.utc_offset_s))
                ) <= 1000 * parameter('duplicate_shift_slack_s')
                and abs(better.distance_m - worse.distance_m)
                <= parameter('duplicate_copy_share')
                * greatest(better.distance_m, worse.distance_m)
                and abs(better.motion_s - worse.motion_s)
                <= parameter('duplicate_copy_share')
                * greatest(better.motion_s, worse.motion_s)
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
