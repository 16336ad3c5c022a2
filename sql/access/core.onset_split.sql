-- Where runs climbed and fell around the places at which a knee began to hurt: splits near such a place as they
-- are, all others of the run joined, without their climb, so that places keep their distance from the start.
-- Nor is there a climb where the altitude is not believed.
-- A run in several recordings keeps all of its splits: where its parts lie in it is told by views.
-- scope: training, pain
-- reads: journal_file.journal.pain_entry, warehouse.core.activity, warehouse.core.split, visible
with entry as (
    select *
    from journal_file.journal.pain_entry
    where runner_id in (select runner_id from granted where scope = 'pain')
    qualify row_number() over (partition by entry_id order by saved_order desc) = 1
),

onset as (
    select
        runner_id,
        local_date,
        list(distinct onset_m) as onsets_m,
    from entry
    where not is_deleted and onset_m is not null
    group by runner_id, local_date
),

-- Whatever may be part of a run: a second recording of one that is hidden may count in its place.
run as (
    select
        activity.runner_id,
        activity.activity_id,
        activity.local_date,
        activity.altitude_doubt is not null as is_doubted,
        activity.started_at,
        activity.started_at + to_microseconds(
            (
                1e6 * coalesce(
                    activity.last_moved_s, activity.elapsed_s, activity.moving_s, 0
                )
            )::bigint
        ) as ended_at,
    from warehouse.core.activity as activity
    where
        activity.activity_id in (select activity_id from visible)
        and activity.runner_id in (select runner_id from onset)
        and activity.is_run
        and not activity.is_excluded
        and coalesce(activity.duplicate_of not in (select activity_id from visible), true)
),

parted as (
    select
        *,
        coalesce(
            epoch_us(started_at) - epoch_us(max(ended_at) over before)
            >= 1e6 * parameter('session_gap_s'),
            true
        ) as begins_run,
    from run
    window
        before as (
            partition by runner_id
            order by started_at, activity_id
            rows between unbounded preceding and 1 preceding
        )
),

numbered as (
    select
        *,
        count(*) filter (begins_run) over (
            partition by runner_id
            order by started_at, activity_id
            rows between unbounded preceding and current row
        ) as run_number,
    from parted
),

whole as (
    select
        runner_id,
        list({'activity_id': activity_id, 'is_doubted': is_doubted}) as recordings,
        list(distinct local_date) as local_dates,
    from numbered
    group by runner_id, run_number
),

hurt as (
    select
        unnest(whole.recordings, recursive := true),
        len(whole.recordings) > 1 as is_in_parts,
        onset.onsets_m,
    from whole
    inner join onset
        on
            onset.runner_id = whole.runner_id
            and list_contains(whole.local_dates, onset.local_date)
),

placed as (
    select
        split.activity_id,
        split.runner_id,
        split.split_index,
        split.distance_m,
        case when not hurt.is_doubted then split.altitude_change_m end as altitude_change_m,
        hurt.is_in_parts,
        hurt.onsets_m,
        sum(split.distance_m) over (
            partition by split.activity_id
            order by split.split_index
        ) as end_m,
    from warehouse.core.split as split
    inner join (
        select
            activity_id,
            any_value(is_in_parts) as is_in_parts,
            any_value(is_doubted) as is_doubted,
            flatten(list(onsets_m)) as onsets_m,
        from hurt
        group by activity_id
    ) as hurt using (activity_id)
    where split.runner_id in (select runner_id from onset)
),

judged as (
    select
        *,
        is_in_parts
        or len(
            list_filter(
                onsets_m,
                lambda onset_m:
                    end_m > onset_m - parameter('hill_onset_reach_m')
                    and end_m - distance_m < onset_m + parameter('hill_onset_reach_m')
            )
        ) > 0 as is_near,
        len(list_filter(onsets_m, lambda onset_m: onset_m < end_m)) as passed_count,
    from placed
)

select
    activity_id,
    runner_id,
    min(split_index) as split_index,
    sum(distance_m) as distance_m,
    case when is_near then any_value(altitude_change_m) end as altitude_change_m,
from judged
group by
    activity_id,
    runner_id,
    is_near,
    case when is_near then split_index else -1 - passed_count end
