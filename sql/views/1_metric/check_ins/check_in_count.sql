-- One row per runner and knee with a weekly check-in: in how many of them the knee got in the way.
-- grain: runner_id, knee
-- columns:
--   runner_id: our id of the runner
--   knee: left or right
--   check_in_count: weekly check-ins with a score
--   problem_count: those above zero
--   substantial_count: those that are substantial by the questionnaire's own definition
--   mean_score: mean score, 0-100
--   sum_score: all scores added up
-- source: Clarsen 2020 (OSTRC-H2); docs/evidence/metrics.md#check_in
select
    runner_id,
    knee,
    count(*) as check_in_count,
    count(*) filter (score > 0) as problem_count,
    count(*) filter (is_substantial) as substantial_count,
    avg(score) as mean_score,
    sum(score) as sum_score,
from metric.check_in
inner join rule.questionnaire using (questionnaire_id)
where
    schedule = 'weekly'
    and score is not null
group by
    runner_id,
    knee
