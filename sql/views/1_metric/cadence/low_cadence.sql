-- One row per judged run to which the runner's cadence matters: the front of a knee hurts in a spell of
-- pain that is not over, or quicker steps are the runner's own goal. Of itself a cadence below 170 says
-- little: about three in four recreational runners have one.
-- grain: session_id
-- columns:
--   runner_id: who ran
--   session_id: the run
--   local_date: the runner's local calendar day
--   below_170_share: how far the cadence of late lies below 170 for the runner's height, a part of it; below zero: above
--   has_front_pain: a spell of pain with the front of the knee in it, not yet seven days over
--   has_goal: quicker steps are the runner's goal
-- source: Thakkar 2019; docs/evidence/metrics.md#low_cadence
with recent as (
    select *
    from metric.cadence_recent
    where below_170_share is not null
),

entry as (
    select *
    from journal.pain_entry
    qualify row_number() over (partition by entry_id order by saved_order desc) = 1
),

front_pain as (
    select distinct
        episode.runner_id,
        episode.start_date,
        episode.end_date + parameter('pain_episode_quiet_days')::integer as until_date,
    from metric.pain_episode as episode
    inner join entry
        on
            entry.runner_id = episode.runner_id
            and entry.knee = episode.knee
            and entry.local_date between episode.start_date and episode.end_date
    where
        not entry.is_deleted
        and (entry.place = 'front' or list_contains(entry.chips, 'tight_kneecap'))
),

goal as (
    select
        runner_id,
        arg_max(has_goal, saved_order) as has_goal,
    from journal.cadence_goal
    group by runner_id
),

reasoned as (
    select
        recent.*,
        exists (
            select 1
            from front_pain
            where
                front_pain.runner_id = recent.runner_id
                and recent.local_date between front_pain.start_date and front_pain.until_date
        ) as has_front_pain,
        coalesce(goal.has_goal, false) as has_goal,
    from recent
    left join goal using (runner_id)
)

select
    runner_id,
    session_id,
    local_date,
    below_170_share,
    has_front_pain,
    has_goal,
from reasoned
where has_front_pain or has_goal
