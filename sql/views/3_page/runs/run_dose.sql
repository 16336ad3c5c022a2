-- One row per run and kind of dose: how much this run was, against the runner's own usual run.
-- grain: session_id, measure
-- columns:
--   runner_id: Our id of the runner
--   session_id: Our id of the run
--   measure: distance, time, descent, downhill, fast or knee_load
--   value: How much, in metres, seconds or thousands of flat steps; null if unknown
--   low_value: The least it can be, of knee load only: both of its weights have a range; null: unknown
--   high_value: The most it can be; null likewise
--   usual_value: Median of the runs of the eight weeks before; null if fewer than three are known
--   usual_count: How many runs that is
--   usual_ratio: This run over the usual; null if that is unknown or zero
-- source: metric.run; the comparison is our choice
with

measured as (
    select
        runner_id,
        session_id,
        started_at,
        unnest([
            {'measure': 'distance', 'rank': 1, 'value': distance_m},
            {'measure': 'time', 'rank': 2, 'value': moving_s},
            {'measure': 'descent', 'rank': 3, 'value': descent_m},
            {'measure': 'downhill', 'rank': 4, 'value': downhill_m},
            {'measure': 'fast', 'rank': 5, 'value': fast_s + sprint_s},
            {'measure': 'knee_load', 'rank': 6, 'value': knee_load}
        ], recursive := true),
        knee_load_low,
        knee_load_high,
    from metric.run
),

compared as (
    select
        *,
        median(value) over before as median_value,
        count(value) over before as usual_count,
    from measured
    window
        before as (
            partition by runner_id, measure
            order by started_at
            range between to_days(parameter('run_usual_days')::integer) preceding
            and interval 1 microsecond preceding
        )
),

known as (
    select
        *,
        case
            when usual_count >= parameter('run_usual_least_count') then round(median_value, 3)
        end as usual_value,
    from compared
)

select
    runner_id,
    session_id,
    measure,
    value,
    case when measure = 'knee_load' then knee_load_low end as low_value,
    case when measure = 'knee_load' then knee_load_high end as high_value,
    usual_value,
    usual_count,
    round(value / nullif(usual_value, 0), 6) as usual_ratio,
from known
order by
    started_at,
    session_id,
    rank
