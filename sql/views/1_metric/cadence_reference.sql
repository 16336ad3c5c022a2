-- One row per runner with flat cadence blocks: the speed that cadence is told at, and the line that the
-- knee load expects steps by. Both are one for the whole history, so that a real gain in cadence shows:
-- the line is that of the first week whose eight weeks held enough blocks, else the last week's.
-- grain: runner_id
-- columns:
--   runner_id: the runner
--   reference_speed_mps: the usual speed on the flat: median over all runs of their mean speed there
--   slope: of the line, steps a minute per m/s
--   intercept: of the line, steps a minute
--   line_week_start_date: local first day of the week that the line was taken from
--   line_method: own, drawn_to_usual or usual
-- source: evidence.md §5 and §13 (frozen references)
with speed as (
    select
        session_activity.runner_id,
        session_activity.session_id,
        sum(cadence_block.sum_speed_mps) / sum(cadence_block.block_count) as speed_mps,
    from core.cadence_block as cadence_block
    inner join core.session_activity as session_activity using (activity_id)
    group by session_activity.runner_id, session_activity.session_id
),

usual as (
    select
        runner_id,
        round(median(speed_mps), 6) as reference_speed_mps,
    from speed
    group by runner_id
),

line as (
    select
        *,
        row_number() over (
            partition by runner_id
            order by
                line_method = 'own' desc,
                case when line_method = 'own' then week_start_date end,
                week_start_date desc
        ) as choice_rank,
    from metric.cadence_line
)

select
    runner_id,
    usual.reference_speed_mps,
    line.slope,
    line.intercept,
    line.week_start_date as line_week_start_date,
    line.line_method,
from usual
inner join line using (runner_id)
where line.choice_rank = 1
