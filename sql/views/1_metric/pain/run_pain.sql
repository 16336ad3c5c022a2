-- One row per run and knee with pain logged of that run: where it began and how steep it was there. Pain
-- that names no run, or one that is no longer there, belongs to the only run of its day; of two runs it
-- is not guessed. The grade is the mean over 100 m before and after the place: nobody knows it to the metre.
-- grain: session_id, knee
-- columns:
--   runner_id: who ran
--   session_id: the run
--   knee: left, right or unknown
--   local_date: the runner's local calendar day
--   pain_during_score: worst while running, 0-10; null: not logged
--   onset_m: distance into the run where it began; null: not logged
--   onset_grade_ratio: mean grade there, negative downhill; null: no place, or no altitude by barometer or map
--   is_sharp_on_hill: ticked as sharp on hills
--   is_hill_pain: that, or it began where it was 5 % steep or more, up or down
-- source: docs/evidence/metrics.md#hill_pattern
with run as (
    select * from core.session
),

only_run as (
    select
        runner_id,
        local_date,
        any_value(session_id) as session_id,
    from run
    group by runner_id, local_date
    having count(*) = 1
),

sharp as (
    select
        runner_id,
        local_date,
        knee,
        true as is_sharp,
    from metric.pain_chip
    where chip_name = 'sharp_hill'
),

pain as (
    select
        pain_day.runner_id,
        pain_day.local_date,
        pain_day.knee,
        pain_day.pain_during_score,
        pain_day.onset_m,
        coalesce(run.session_id, only_run.session_id) as session_id,
    from metric.pain_day as pain_day
    left join run
        on
            run.runner_id = pain_day.runner_id
            and run.session_id = pain_day.session_id
            and run.local_date = pain_day.local_date
    left join only_run
        on
            only_run.runner_id = pain_day.runner_id
            and only_run.local_date = pain_day.local_date
),

part as (
    select
        pain.session_id,
        pain.knee,
        pain.onset_m,
        unnest(run.activity_ids) as activity_id,
        generate_subscripts(run.activity_ids, 1) as part_index,
    from pain
    inner join run using (session_id)
    where
        pain.onset_m is not null
        and not run.is_treadmill
        and run.altitude_source in ('barometric', 'corrected')
),

piece as (
    select
        part.session_id,
        part.knee,
        part.onset_m,
        split.distance_m,
        split.altitude_change_m,
        sum(split.distance_m) over (
            partition by part.session_id, part.knee
            order by part.part_index, split.split_index
        ) as end_m,
        sum(split.distance_m) over (partition by part.session_id, part.knee) as whole_m,
    from part
    inner join core.onset_split as split using (activity_id)
),

placed as (
    select
        session_id,
        knee,
        sum(altitude_change_m) / nullif(sum(distance_m), 0) as onset_grade_ratio,
    from piece
    where
        altitude_change_m is not null
        and end_m > onset_m - parameter('hill_onset_reach_m')
        and end_m - distance_m < onset_m + parameter('hill_onset_reach_m')
        and onset_m <= whole_m
    group by session_id, knee
)

select
    pain.runner_id,
    session_id,
    knee,
    pain.local_date,
    pain.pain_during_score,
    pain.onset_m,
    round(placed.onset_grade_ratio, 6) as onset_grade_ratio,
    coalesce(sharp.is_sharp, false) as is_sharp_on_hill,
    is_sharp_on_hill
    or coalesce(
        abs(placed.onset_grade_ratio)
        >= parameter('band_grade_5_ratio') - parameter('ratio_slack'),
        false
    ) as is_hill_pain,
from pain
left join placed using (session_id, knee)
left join sharp
    on
        sharp.runner_id = pain.runner_id
        and sharp.local_date = pain.local_date
        and sharp.knee = pain.knee
where session_id is not null
