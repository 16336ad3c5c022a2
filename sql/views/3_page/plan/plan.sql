-- One row per runner with a plan of some weeks: the newest, and where it stands today.
-- grain: runner_id
-- columns:
--   runner_id: Our id of the runner
--   plan_id: The plan
--   template_title: What kind of plan
--   status_name: waiting, active, paused, referred, overdue, done, finished or stopped
--   knee: left or right: whose days its gates go by; null if both, or not shared
--   start_date: First day of its first week
--   week_index: Week that is running, else the last one; 1 while it waits
--   week_count: Weeks that it takes as it stands
--   planned_week_count: Weeks if every gate had passed
--   most_week_count: Weeks after which the knee is to be assessed
--   done_date: Last day of the week whose gate ended it; null if not done
--   finish_date: Day on which a clinician called it finished; null if not so
--   stop_date: Day on which it was stopped; null if not so
--   reason_name: Why it was offered; null if pain is not shared
--   easing_share: How much less than the baseline its calm weeks ask for, 0-1
--   baseline_7d_m: Week that it starts from, metres
--   baseline_longest_m: Longest run that it starts from, metres; null if unknown
--   baseline_downhill_m: Metres downhill of a usual week before it; null if not measured
--   baseline_fast_s: Fast time of a usual week before it, seconds; null if not measured
--   growth_share: By how much distance grows at most from one week to the next, 0-1
--   is_pain_shared: No: how the knee took a week is not known here
--   version_count: Changes so far: what a calendar counts by
--   started_at: When it was written down, UTC
-- source: metric.plan_progress; docs/evidence/metrics.md#plan_week
select
    runner_id,
    plan_id,
    plan.template_title,
    progress.status_name,
    plan.knee,
    plan.start_date,
    progress.week_index,
    progress.week_count,
    progress.planned_week_count,
    parameter('plan_most_weeks')::integer as most_week_count,
    progress.done_date,
    plan.finish_date,
    plan.stop_date,
    plan.reason_name,
    plan.easing_share,
    plan.baseline_7d_m,
    plan.baseline_longest_m,
    plan.baseline_downhill_m,
    plan.baseline_fast_s,
    parameter('plan_growth_share') as growth_share,
    plan.is_pain_shared,
    progress.version_count,
    plan.started_at,
from metric.plan as plan
inner join metric.plan_progress as progress using (runner_id, plan_id)
where plan.is_newest
order by runner_id
