-- One row per spell of pain and measure: the three weeks up to its first day beside the four weeks before
-- those. What came before pain is no proof that it caused it: runners change several things at once.
-- grain: runner_id, knee, start_date, measure
-- columns:
--   runner_id: the runner
--   knee: left, right or unknown
--   start_date: local day of the first score of the spell
--   measure: week_distance_m, longest_run_m, week_descent_m, week_fast_s, week_run_count, cadence_adjusted_spm or new_shoe
--   recent_value: over the three weeks up to that day; a week's worth where the measure is of a week; null: unknown
--   before_value: over the four weeks before those; null: unknown
--   ratio: recent over before; null: unknown, before was nothing, or the measure is of cadence or a shoe
--   difference: recent less before; null: unknown
--   changed_on: local day of the first run in a new shoe; null: another measure
-- source: our choice of spans; docs/evidence/metrics.md#onset_change
with window_day as (
    select
        episode.runner_id,
        episode.knee,
        episode.start_date,
        day.*  exclude (runner_id),
        day.local_date > episode.start_date - parameter('change_recent_days')::integer as is_recent,
        day.coverage <> 'unknown' as is_known,
    from metric.pain_episode as episode
    inner join metric.recorded_day as day
        on
            day.runner_id = episode.runner_id
            and day.local_date <= episode.start_date
            and day.local_date
            > episode.start_date
            - (parameter('change_recent_days') + parameter('change_before_days'))::integer
),

summed as (
    select
        runner_id,
        knee,
        start_date,
        is_recent,
        case
            when is_recent then parameter('change_recent_days')
            else parameter('change_before_days')
        end as day_count,
        count(*) filter (is_known) >= day_count * parameter('coverage_least_share') as is_known,
        sum(unmeasured_run_count) = 0 as is_measured,
        -- Rounded before it is divided: an exact half would fall as the order of adding up has it.
        7 / day_count * round(sum(distance_m), 3) as week_distance_m,
        max(longest_run_m) as longest_run_m,
        known_sum(
            7 / day_count * round(sum_of_runs(descent_m, coverage), 3),
            sum(descent_known_s),
            sum(moving_s)
        ) as week_descent_m,
        known_sum(
            7 / day_count * round(sum_of_runs(fast_s + sprint_s, coverage), 3),
            sum(speed_known_s),
            sum(moving_s)
        ) as week_fast_s,
        7 / day_count * sum(run_count)::double as week_run_count,
    from window_day
    group by runner_id, knee, start_date, is_recent
),

measured as (
    unpivot (
        select
            runner_id,
            knee,
            start_date,
            is_recent,
            case when is_known and is_measured then week_distance_m end as week_distance_m,
            case when is_known and is_measured then longest_run_m end as longest_run_m,
            case when is_known then week_descent_m end as week_descent_m,
            case when is_known then week_fast_s end as week_fast_s,
            case when is_known then week_run_count end as week_run_count,
        from summed
    )
    on week_distance_m, longest_run_m, week_descent_m, week_fast_s, week_run_count
    into name measure value value
),

cadence as (
    select
        episode.runner_id,
        episode.knee,
        episode.start_date,
        run.local_date > episode.start_date - parameter('change_recent_days')::integer as is_recent,
        'cadence_adjusted_spm' as measure,
        median(run.cadence_adjusted_spm) as value,
    from metric.pain_episode as episode
    inner join metric.run as run
        on
            run.runner_id = episode.runner_id
            and run.local_date <= episode.start_date
            and run.local_date
            > episode.start_date
            - (parameter('change_recent_days') + parameter('change_before_days'))::integer
    where run.cadence_adjusted_spm is not null
    group by all
),

valued as (
    from measured
    union all by name
    from cadence
),

paired as (
    select
        runner_id,
        knee,
        start_date,
        measure,
        max(value) filter (is_recent) as recent_value,
        max(value) filter (not is_recent) as before_value,
    from valued
    group by runner_id, knee, start_date, measure
),

new_shoe as (
    select
        episode.runner_id,
        episode.knee,
        episode.start_date,
        'new_shoe' as measure,
        max(shoe.new_since_date) as changed_on,
    from metric.pain_episode as episode
    inner join metric.shoe as shoe
        on
            shoe.runner_id = episode.runner_id
            and shoe.new_since_date <= episode.start_date
            and shoe.new_since_date
            > episode.start_date - parameter('change_recent_days')::integer
    group by all
)

select
    runner_id,
    knee,
    start_date,
    measure,
    round(recent_value, 3) as recent_value,
    round(before_value, 3) as before_value,
    case
        when measure <> 'cadence_adjusted_spm' and before_value > 0
            then round(recent_value / before_value, 6)
    end as ratio,
    round(recent_value - before_value, 3) as difference,
    null::date as changed_on,
from paired
union all
select
    runner_id,
    knee,
    start_date,
    measure,
    null::double as recent_value,
    null::double as before_value,
    null::double as ratio,
    null::double as difference,
    changed_on,
from new_shoe
