-- One row per runner and kind of dose: what the runs of the last six weeks held, to compare a run to come with.
-- No row of a runner without a run in them.
-- grain: runner_id, measure
-- columns:
--   runner_id: Our id of the runner
--   measure: distance, ascent, descent, down_2_5, down_5_10, down_10_15, down_15 (metres downhill by steepness), fast or steps
--   most_value: The most of a run, in metres, seconds or steps; null if known of no run
--   usual_value: Median of the runs; null if fewer than three are known
--   known_count: Runs of which it is known
--   run_count: Runs
-- source: metric.run; the comparison is our choice
with

recent as (
    select *
    from metric.run
    where
        local_date > as_of_date() - parameter('check_run_days')::integer
        and local_date <= as_of_date()
),

measured as (
    select
        runner_id,
        unnest([
            {'measure': 'distance', 'rank': 1, 'value': distance_m},
            {'measure': 'ascent', 'rank': 2, 'value': ascent_m},
            {'measure': 'descent', 'rank': 3, 'value': descent_m},
            {'measure': 'down_2_5', 'rank': 4, 'value': down_2_5_m},
            {'measure': 'down_5_10', 'rank': 5, 'value': down_5_10_m},
            {'measure': 'down_10_15', 'rank': 6, 'value': down_10_15_m},
            {'measure': 'down_15', 'rank': 7, 'value': down_15_m},
            {'measure': 'fast', 'rank': 8, 'value': fast_s + sprint_s},
            {'measure': 'steps', 'rank': 9, 'value': distance_m / nullif(step_length_m, 0)}
        ], recursive := true),
    from recent
)

select
    runner_id,
    measure,
    round(max(value), 3) as most_value,
    case
        when count(value) >= parameter('run_usual_least_count')
            then round(median(value), 3)
    end as usual_value,
    count(value)::integer as known_count,
    count(*)::integer as run_count,
from measured
group by
    runner_id,
    measure
order by
    runner_id,
    any_value(rank)
