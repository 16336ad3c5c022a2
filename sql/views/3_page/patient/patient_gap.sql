-- One row per runner and kind of thing that is not known of the last weeks; kinds without a gap are left out.
-- grain: runner_id, gap
-- columns:
--   runner_id: Our id of the runner
--   gap: morning_score, day_unknown, no_stream, no_altitude, doubted_altitude, rough_altitude, no_cadence or hidden_run
--   gap_count: How many days or runs lack it
--   of_count: Out of how many; null if that is not known
--   gap_days: Over how many days it is counted; null: over all there is
-- source: metric.pain_day, metric.runner_day, core.activity, core.withheld
with asked as (
    select
        runner_id,
        'morning_score' as gap,
        count(*) filter (pain_morning_score is null) as gap_count,
        count(*) as of_count,
    from metric.pain_day
    where
        local_date < as_of_date()
        and local_date >= as_of_date() - parameter('patient_gap_days')::integer
    group by runner_id
),

day as (
    select
        runner_id,
        'day_unknown' as gap,
        count(*) filter (coverage = 'unknown') as gap_count,
        count(*) as of_count,
    from metric.runner_day
    where
        local_date < as_of_date()
        and local_date >= as_of_date() - parameter('patient_gap_days')::integer
    group by runner_id
),

run as (
    select
        runner_id,
        unnest([
            {'gap': 'no_stream', 'is_gap': detail_level = 'summary'},
            {
                'gap': 'no_altitude',
                'is_gap': altitude_source = 'none' and altitude_doubt is null
            },
            {'gap': 'doubted_altitude', 'is_gap': altitude_doubt is not null},
            {'gap': 'rough_altitude', 'is_gap': altitude_source = 'gps'},
            {'gap': 'no_cadence', 'is_gap': cadence_spm is null}
        ], recursive := true),
    from core.activity
    where
        is_run
        and not is_excluded
        and duplicate_of is null
        and local_date between as_of_date() - parameter('patient_gap_days')::integer
        and as_of_date()
),

run_gap as (
    select
        runner_id,
        gap,
        count(*) filter (is_gap) as gap_count,
        count(*) as of_count,
    from run
    group by runner_id, gap
),

every_gap as (
    from asked
    union all by name
    from day
    union all by name
    from run_gap
    union all by name
    select
        runner_id,
        'hidden_run' as gap,
        sum(run_count) as gap_count,
        null::bigint as of_count,
    from core.withheld
    group by runner_id
)

select
    runner_id,
    gap,
    gap_count::integer as gap_count,
    of_count::integer as of_count,
    case when gap <> 'hidden_run' then parameter('patient_gap_days')::integer end as gap_days,
from every_gap
where gap_count > 0
order by
    runner_id,
    list_position(
        ['morning_score', 'hidden_run', 'day_unknown', 'no_stream', 'no_altitude',
            'doubted_altitude', 'rough_altitude', 'no_cadence'],
        gap
    )
