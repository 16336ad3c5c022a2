-- One row per runner and part of the warm-up of their programme.
-- grain: runner_id, step_id
-- columns:
--   runner_id: Our id of the runner
--   step_id: Which part
--   title: Its name
--   cue: How it is done
--   drawing: Name of its figure; empty if there is none
-- source: metric.strength_programme, rule.programme_warm_up
select
    mine.runner_id,
    step.step_id,
    step.title,
    step.cue,
    step.drawing,
from metric.strength_programme as mine
inner join rule.programme_warm_up as step using (programme_id)
order by
    mine.runner_id,
    step.step_index
