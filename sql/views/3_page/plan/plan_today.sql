-- One row per runner with a plan under way: its line on Today. How far it lets a run of tomorrow
-- go is in risk.next_plan. Nothing while a warning sign is ticked.
-- grain: runner_id
-- columns:
--   runner_id: Our id of the runner
--   status_name: waiting, active or paused
--   start_date: First day of the plan's first week
--   week_index: Week that is running; 1 while the plan waits
--   week_count: Weeks that it takes as it stands
--   phase_title: Title of the phase; null if not known here
--   target_distance_m: Distance to stay within in this week, metres; null, here and below, if not known or not told now
--   target_longest_run_m: Longest run, metres; null likewise
--   target_strength_count: Strength sessions; null likewise
--   distance_m: Distance run so far, metres; null if unknown
--   strength_count: Days with strength work so far
--   tomorrow_target_m: Distance of the week of tomorrow, metres; null if the plan is paused, or has no such week
-- source: page.plan_week; docs/evidence/metrics.md#plan_week
with week as (
    select *
    from metric.plan_week
    where
        is_newest
        and status_name in ('waiting', 'active', 'paused')
),

tomorrow as (
    select
        plan_id,
        target_distance_m,
    from week
    where
        as_of_date() + 1 between week_start_date and week_end_date
        and status_name <> 'paused'
),

total as (
    select
        plan_id,
        min(week_start_date) as start_date,
        max(week_index) as week_count,
    from week
    group by plan_id
)

select
    week.runner_id,
    week.status_name,
    total.start_date,
    week.week_index,
    total.week_count,
    week.phase_title_words as phase_title,
    week.target_distance_m,
    week.target_longest_run_m,
    week.target_strength_count,
    week.distance_m,
    week.strength_count,
    tomorrow.target_distance_m as tomorrow_target_m,
from week
inner join total using (plan_id)
left join tomorrow using (plan_id)
where week.is_current
order by week.runner_id
