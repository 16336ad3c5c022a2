-- One row per runner and week with flat cadence blocks in its last eight weeks: the line of cadence over
-- speed, by least squares over all flat 30-second blocks of those weeks. With few blocks or one speed
-- only, the slope is drawn towards the usual one (8 ± 4 steps a minute per m/s).
-- grain: runner_id, week_start_date
-- columns:
--   runner_id: the runner
--   week_start_date: local first day of the week
--   block_count: flat 30-second blocks in the eight weeks up to this one
--   speed_span_mps: fastest less slowest block
--   own_slope: least-squares slope, steps a minute per m/s; null: too few blocks or one speed
--   slope: slope used, steps a minute per m/s
--   intercept: cadence of the line at standstill, steps a minute; a number of the line, not of running
--   line_method: own, drawn_to_usual or usual
--   usual_speed_mps: the runner's usual speed on the flat, the same for all weeks: median over all runs
--   usual_slope: slope of the line that the knee load expects steps by, the same for all weeks: of the first week whose eight weeks held enough blocks, else of the last week
--   usual_intercept: intercept of that line
-- source: de Ruiter 2020; van Oeveren 2017; docs/evidence/metrics.md#cadence_line
with block as (
    select
        activity.runner_id,
        week_start_date(activity.local_date, span.week_start) as week_start_date,
        span.last_date,
        cadence_block.* exclude (runner_id),
    from core.cadence_block as cadence_block
    inner join core.activity as activity using (activity_id)
    inner join metric.runner_span as span on span.runner_id = activity.runner_id
    where
        activity.is_run
        and not activity.is_excluded
        and activity.duplicate_of is null
        and cadence_block.block_count > 0
),

usual as (
    select
        runner_id,
        round(median(sum_speed_mps / block_count), 6) as usual_speed_mps,
    from block
    group by runner_id
),

by_week as (
    select
        runner_id,
        week_start_date,
        any_value(last_date) as last_date,
        sum(block_count) as n,
        round(sum(sum_speed_mps), 6) as sum_speed,
        round(sum(sum_cadence_spm), 6) as sum_cadence,
        round(sum(sum_speed_squared), 6) as sum_speed_squared,
        round(sum(sum_speed_cadence), 6) as sum_speed_cadence,
        round(sum(sum_cadence_squared), 6) as sum_cadence_squared,
        min(min_speed_mps) as min_speed_mps,
        max(max_speed_mps) as max_speed_mps,
    from block
    group by runner_id, week_start_date
),

of_eight_weeks as (
    select
        runner_id,
        week_start_date + 7 * week_offset::integer as week_start_date,
        sum(n)::integer as n,
        round(sum(sum_speed), 6) as sum_speed,
        round(sum(sum_cadence), 6) as sum_cadence,
        round(sum(sum_speed_squared), 6) as sum_speed_squared,
        round(sum(sum_speed_cadence), 6) as sum_speed_cadence,
        round(sum(sum_cadence_squared), 6) as sum_cadence_squared,
        max(max_speed_mps) - min(min_speed_mps) as speed_span_mps,
    from by_week
    cross join range(parameter('cadence_line_weeks')::bigint) as offset_of(week_offset)
    where week_start_date + 7 * week_offset::integer <= last_date
    group by all
),

centred as (
    select
        *,
        sum_speed_squared - sum_speed * sum_speed / n as speed_spread,
        sum_speed_cadence - sum_speed * sum_cadence / n as shared_spread,
        sum_cadence_squared - sum_cadence * sum_cadence / n as cadence_spread,
    from of_eight_weeks
),

fitted as (
    select
        *,
        case when n >= 3 and speed_spread > 1e-6 then shared_spread / speed_spread end as own_slope,
        case
            when n >= 3 and speed_spread > 1e-6
                then greatest(
                    cadence_spread - shared_spread * shared_spread / speed_spread, 0
                ) / (n - 2) / speed_spread
        end as slope_variance,
        n >= parameter('cadence_line_least_blocks')
        and speed_span_mps >= parameter('cadence_line_least_span_mps') as is_enough,
    from centred
),

drawn as (
    select
        *,
        case
            when own_slope is null then parameter('cadence_slope_prior_spm_per_mps')
            when is_enough or slope_variance <= 1e-12 then own_slope
            else shrunk_slope(
                own_slope,
                slope_variance,
                parameter('cadence_slope_prior_spm_per_mps'),
                parameter('cadence_slope_prior_sd_spm_per_mps') ** 2
            )
        end as slope,
    from fitted
),

line as (
    select
        runner_id,
        week_start_date,
        n as block_count,
        round(speed_span_mps, 6) as speed_span_mps,
        round(own_slope, 6) as own_slope,
        round(slope, 6) as slope,
        round((sum_cadence - slope * sum_speed) / n, 6) as intercept,
        case
            when own_slope is null then 'usual'
            when is_enough then 'own'
            else 'drawn_to_usual'
        end as line_method,
    from drawn
)

select
    runner_id,
    line.* exclude (runner_id),
    usual.usual_speed_mps,
    first_value(line.slope) over frozen as usual_slope,
    first_value(line.intercept) over frozen as usual_intercept,
from line
inner join usual using (runner_id)
window
    frozen as (
        partition by runner_id
        order by
            line.line_method = 'own' desc,
            case when line.line_method = 'own' then line.week_start_date end,
            line.week_start_date desc
    )
