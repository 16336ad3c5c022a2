-- One row per runner and measure: what was different in the three weeks up to the latest spell of pain,
-- beside the four weeks before those. What is unknown has its row too.
-- grain: runner_id, measure
-- columns:
--   runner_id: Our id of the runner
--   knee: Knee of the latest spell: left, right or unknown
--   start_date: Day on which it began
--   measure: week_distance_m, longest_run_m, week_descent_m, week_fast_s, week_run_count, cadence_adjusted_spm or new_shoe
--   recent_value: In the three weeks up to that day; null if unknown
--   before_value: In the four weeks before those; null if unknown
--   ratio: Recent over before; null if unknown, nothing before, or not a measure of load
--   difference: Recent less before; null if unknown
--   changed_on: Day of the first run in a new shoe; null otherwise
--   is_change: The difference is worth telling; null if unknown
-- source: metric.onset_change
with latest as (
    select
        runner_id,
        knee,
        start_date,
    from metric.pain_episode
    qualify row_number() over (partition by runner_id order by start_date desc, knee) = 1
),

measure as (
    select
        latest.*,
        unnest([
            'longest_run_m', 'week_distance_m', 'week_descent_m', 'week_fast_s', 'week_run_count',
            'cadence_adjusted_spm'
        ]) as measure,
        generate_subscripts([1, 2, 3, 4, 5, 6], 1) as position,
    from latest
    union all
    select
        latest.*,
        'new_shoe' as measure,
        7 as position,
    from latest
)

select
    runner_id,
    knee,
    start_date,
    measure,
    change.recent_value,
    change.before_value,
    change.ratio,
    change.difference,
    change.changed_on,
    case
        when measure = 'new_shoe' then change.changed_on is not null
        when measure = 'cadence_adjusted_spm'
            then abs(change.difference) >= parameter('change_cadence_worth_telling_spm')
        when change.before_value = 0 then change.recent_value > 0
        else abs(change.ratio - 1) >= parameter('change_worth_telling_share')
    end as is_change,
from measure
left join metric.onset_change as change using (runner_id, knee, start_date, measure)
order by
    runner_id,
    position
