-- One row per day and knee with a pain entry: the scores, the worst of them and the light.
-- grain: runner_id, local_date, knee
-- columns:
--   runner_id: Our id of the runner
--   local_date: The runner's calendar day
--   knee: left, right or unknown
--   pain_before_score: Pain before running or at rest, 0-10; null if not asked
--   pain_during_score: Worst pain while running, 0-10; null if not asked
--   pain_after_score: Pain an hour after the run, 0-10; null if not asked
--   pain_morning_score: Pain on the morning after this day, 0-10; null if not asked
--   pain_untimed_score: Pain at a moment that is not said, 0-10; null if every score has its moment
--   worst_score: Highest of these, 0-10; null if none was given
--   light: Traffic light of the day; null if nothing can be said
-- source: metric.pain_day
select
    runner_id,
    local_date,
    knee,
    pain_before_score,
    pain_during_score,
    pain_after_score,
    pain_morning_score,
    pain_untimed_score,
    greatest(
        pain_before_score,
        pain_during_score,
        pain_after_score,
        pain_morning_score,
        pain_untimed_score
    ) as worst_score,
    light,
from metric.pain_day
order by
    runner_id,
    local_date,
    knee
