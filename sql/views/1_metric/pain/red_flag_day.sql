-- One row per runner, day and knee with warning signs ticked: how many, and how long they count. They
-- count until the day before somebody looked at them, not for a number of days.
-- grain: runner_id, local_date, knee
-- columns:
--   runner_id: the runner
--   local_date: local day they were ticked on
--   knee: left, right or unknown; null: of neither alone
--   red_flag_count: signs ticked
--   standing_count: how many of them nobody has looked at yet
--   until_date: last day on which one of them counts; tomorrow while one stands, since it goes on
-- source: docs/evidence/metrics.md#red_flags
select
    runner_id,
    local_date,
    knee,
    count(distinct red_flag)::integer as red_flag_count,
    (count(distinct red_flag) filter (is_standing))::integer as standing_count,
    max(coalesce(assessed_date - 1, as_of_date() + 1)) as until_date,
from metric.red_flag
group by runner_id, local_date, knee
