-- One row per runner, knee with a score and new pair of shoes, the newest first: scores of the weeks before and after.
-- grain: runner_id, shoe_id, knee
-- columns:
--   runner_id: Our id of the runner
--   shoe_id: Our id of the pair
--   changed_on: Day of the first run in it
--   knee: left, right or unknown
--   before_week_count: Weeks before that are counted
--   before_day_count: Days with a score in these
--   before_score: Mean of their means, 0-10; null: see reason
--   after_week_count: Weeks after that are counted
--   after_day_count: Days with a score in these
--   after_score: Mean of their means, 0-10; null: see reason
--   reason: Why nothing is compared: another_pair, not_over or few_scores; null if it is
-- source: metric.shoe_change
select
    runner_id,
    shoe_id,
    changed_on,
    knee,
    before_week_count,
    before_day_count,
    before_score,
    after_week_count,
    after_day_count,
    after_score,
    reason,
from metric.shoe_change
order by
    runner_id,
    changed_on desc,
    shoe_id,
    knee
