-- One row per runner and kind of gap in the data, gaps that are not there left out.
-- grain: runner_id, gap
-- columns:
--   runner_id: Our id of the runner
--   gap: What is missing: day_unknown, no_stream, no_altitude, doubted_altitude, rough_altitude or no_cadence
--   gap_count: How many days or runs lack it
--   of_count: Out of how many
--   last_date: The latest day or run that lacks it
-- source: the imported files; docs/evidence/index.md#typed
with

day_gap as (
    select
        runner_id,
        'day_unknown' as gap,
        count(*) filter (where coverage = 'unknown') as gap_count,
        count(*) as of_count,
        max(local_date) filter (where coverage = 'unknown') as last_date,
    from metric.runner_day
    where local_date < as_of_date()  -- today is not over
    group by runner_id
),

run as (
    select
        runner_id,
        local_date,
        unnest([
            {'gap': 'no_stream', 'is_gap': detail_level = 'summary'},
            {
                'gap': 'no_altitude',
                'is_gap': not is_treadmill and altitude_source = 'none' and altitude_doubt is null
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
),

run_gap as (
    select
        runner_id,
        gap,
        count(*) filter (where is_gap) as gap_count,
        count(*) as of_count,
        max(local_date) filter (where is_gap) as last_date,
    from run
    group by
        runner_id,
        gap
),

every_gap as (
    from day_gap
    union all by name
    from run_gap
)

select
    runner_id,
    gap,
    gap_count,
    of_count,
    last_date,
from every_gap
where gap_count > 0
order by
    gap_count desc,
    gap
