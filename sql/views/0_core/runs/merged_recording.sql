-- One row per run that was recorded more than once: its totals, each from the first recording in its
-- runner's order that tells it, and which one that was.
-- What a run was like second by second is of the recording that counts, and so is its day: in any order
-- of sources the same runs count. Distance, time and climb are of a recording that lasted as long; heart
-- rate, cadence and effort are taken of a shorter one where no other tells them. Where the altitude of the
-- recording that counts is not believed, no other speaks for it.
-- grain: activity_id
-- columns:
--   runner_id: who ran
--   activity_id: the recording that counts
--   distance_m: distance; null: told by none
--   distance_from_id: the recording it is from; null likewise
--   moving_s: time moving by the watch's timer; null: told by none
--   motion_s: time in motion by the records, else by the timer; null likewise
--   time_from_id: the recording both are from; null likewise
--   ascent_m: metres climbed; null: told by none, or not believed
--   descent_m: metres lost; null likewise
--   climb_from_id: the recording both are from; null likewise
--   heart_rate_bpm: mean heart rate; null: told by none
--   heart_rate_from_id: the recording it is from; null likewise
--   cadence_spm: mean cadence, steps a minute of both feet; null: told by none
--   cadence_from_id: the recording it is from; null likewise
--   perceived_exertion_score: how hard it felt, 0-10; null: told by none
--   effort_from_id: the recording it is from; null likewise
--   shoe_id: the shoe; null: told by none
--   shoe_from_id: the recording it is from; null likewise
-- source: docs/evidence/metrics.md#run_field; sql/sources/order.toml
with member as (
    select
        activity.*,
        coalesce(activity.duplicate_of, activity.activity_id) as counted_id,
        coalesce(activity.motion_s, activity.moving_s, activity.elapsed_s) as lasted_s,
    from core.activity as activity
    where
        activity.source_rank is not null
        and activity.is_run
        and not activity.is_excluded
),

compared as (
    select
        member.*,
        lasted_as_long(member.lasted_s, counted.lasted_s) as is_whole,
        counted.altitude_doubt is not null as is_doubted,
        -- Who recorded only a part is asked last, and so is who counted something else than steps.
        member.source_rank + case when is_whole then 0 else 1000 end as part_rank,
        part_rank + case
            when member.cadence_spm between parameter('cadence_believed_least_spm')
                and parameter('cadence_most_spm')
                then 0
            else 10000
        end as cadence_rank,
    from member
    inner join member as counted on counted.activity_id = member.counted_id
),

chosen as (
    select
        runner_id,
        counted_id,
        arg_min({'value': distance_m, 'from_id': activity_id}, source_rank)
            filter (distance_m is not null and is_whole) as distance,
        arg_min(
            {
                'moving_s': coalesce(moving_s, elapsed_s),
                'motion_s': coalesce(motion_s, moving_s, elapsed_s),
                'from_id': activity_id
            },
            source_rank
        ) filter (coalesce(moving_s, elapsed_s) is not null and is_whole) as duration,
        arg_min(
            {'ascent_m': ascent_m, 'descent_m': descent_m, 'from_id': activity_id}, source_rank
        ) filter (
            (ascent_m is not null or descent_m is not null)
            and is_whole
            and not is_doubted
        ) as climb,
        arg_min({'value': heart_rate_bpm, 'from_id': activity_id}, part_rank)
            filter (heart_rate_bpm is not null) as heart_rate,
        arg_min({'value': cadence_spm, 'from_id': activity_id}, cadence_rank)
            filter (cadence_spm is not null) as cadence,
        arg_min({'value': perceived_exertion_score, 'from_id': activity_id}, source_rank)
            filter (perceived_exertion_score is not null) as effort,
        arg_min({'value': shoe_id, 'from_id': activity_id}, source_rank)
            filter (shoe_id is not null) as shoe,
    from compared
    group by runner_id, counted_id
)

select
    runner_id,
    counted_id as activity_id,
    distance.value as distance_m,
    distance.from_id as distance_from_id,
    duration.moving_s,
    duration.motion_s,
    duration.from_id as time_from_id,
    climb.ascent_m,
    climb.descent_m,
    climb.from_id as climb_from_id,
    heart_rate.value as heart_rate_bpm,
    heart_rate.from_id as heart_rate_from_id,
    cadence.value as cadence_spm,
    cadence.from_id as cadence_from_id,
    effort.value as perceived_exertion_score,
    effort.from_id as effort_from_id,
    shoe.value as shoe_id,
    shoe.from_id as shoe_from_id,
from chosen
