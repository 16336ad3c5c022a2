-- One row per runner and week: its distance against the weeks before. Context, not a warning: a trial of
-- the ten per cent convention found no fewer injuries, and a large cohort no relation week to week.
-- grain: runner_id, week_start_date
-- columns:
--   runner_id: the runner
--   week_start_date: local first day of the week
--   distance_m: distance of this week, so far where the week is not over; null: unknown
--   previous_distance_m: distance of the week before; null: unknown
--   ramp_ratio: this week over the last; null: a week is not known in full, or the last was under 10 km
--   ramp_4w_ratio: this week over the mean of the four before; null as above
--   ramp_band: up_to_10 (falling weeks included), over_10, over_20 or over_30 per cent; null: no ratio
--   is_running: the week is not over, so the ratios still grow
-- source: Buist 2008, doi 10.1177/0363546507307505; Nielsen 2014; Frandsen 2025; docs/evidence/metrics.md#weekly_ramp
with week as (
    select * from metric.week_distance
),

compared as (
    select
        *,
        lag(distance_m) over recent as previous_distance_m,
        lag(is_complete) over recent as is_previous_complete,
        avg(distance_m) over four_before as mean_4w_m,
        count(distance_m) filter (is_complete) over four_before as complete_count,
    from week
    window
        recent as (partition by runner_id order by week_start_date),
        four_before as (
            partition by runner_id
            order by week_start_date
            rows between 4 preceding and 1 preceding
        )
),

divided as (
    select
        *,
        case
            when
                (is_complete or (is_running and unmeasured_run_count = 0))
                and is_previous_complete
                and previous_distance_m >= parameter('ramp_floor_m')
                then distance_m / previous_distance_m
        end as ramp_ratio,
        case
            when
                (is_complete or (is_running and unmeasured_run_count = 0))
                and complete_count = 4
                and mean_4w_m >= parameter('ramp_floor_m')
                then distance_m / mean_4w_m
        end as ramp_4w_ratio,
    from compared
)

select
    runner_id,
    week_start_date,
    distance_m,
    previous_distance_m,
    round(ramp_ratio, 6) as ramp_ratio,
    round(ramp_4w_ratio, 6) as ramp_4w_ratio,
    case
        when ramp_ratio is null then null
        when ramp_ratio <= parameter('ramp_10_ratio') + parameter('ratio_slack') then 'up_to_10'
        when ramp_ratio <= parameter('ramp_20_ratio') + parameter('ratio_slack') then 'over_10'
        when ramp_ratio <= parameter('ramp_30_ratio') + parameter('ratio_slack') then 'over_20'
        else 'over_30'
    end as ramp_band,
    is_running,
from divided
