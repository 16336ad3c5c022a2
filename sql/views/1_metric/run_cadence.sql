-- One row per run with flat cadence blocks: its cadence brought to the runner's usual speed, by the slope
-- of the line of its week. Raw cadence falls on easy days; this does not.
-- grain: session_id
-- columns:
--   session_id: the run
--   flat_speed_mps: mean speed of the flat blocks
--   flat_cadence_spm: mean cadence of the flat blocks
--   cadence_adjusted_spm: what the cadence would have been at the runner's usual speed
-- source: evidence.md §5 (cad_adj)
with block as (
    select
        session_activity.runner_id,
        session_activity.session_id,
        any_value(week_start_date(session_activity.local_date, span.week_start))
            as week_start_date,
        sum(cadence_block.sum_speed_mps) / sum(cadence_block.block_count) as flat_speed_mps,
        sum(cadence_block.sum_cadence_spm) / sum(cadence_block.block_count) as flat_cadence_spm,
    from core.cadence_block as cadence_block
    inner join core.session_activity as session_activity using (activity_id)
    inner join metric.runner_span as span on span.runner_id = session_activity.runner_id
    where cadence_block.block_count > 0
    group by session_activity.runner_id, session_activity.session_id
)

select
    block.session_id,
    round(block.flat_speed_mps, 6) as flat_speed_mps,
    round(block.flat_cadence_spm, 6) as flat_cadence_spm,
    round(
        block.flat_cadence_spm
        - line.slope * (block.flat_speed_mps - reference.reference_speed_mps), 6
    ) as cadence_adjusted_spm,
from block
inner join metric.cadence_line as line
    on line.runner_id = block.runner_id and line.week_start_date = block.week_start_date
inner join metric.cadence_reference as reference on reference.runner_id = block.runner_id
