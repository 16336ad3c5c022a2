-- One row per runner, knee and spell of pain: it begins with a day at 2 or more and is over after seven
-- days without one. Days without a log neither lengthen it nor begin it anew, but count as quiet.
-- grain: runner_id, knee, start_date
-- columns:
--   runner_id: the runner
--   knee: left, right or unknown
--   start_date: local day of the first score of 2 or more
--   end_date: local day of the last score of 2 or more so far
--   duration_days: from the first to the last, both counted
--   logged_day_count: days between them with any score
--   worst_score: highest score of the spell, 0-10
--   quiet_days: days from the end of the spell before to the start of this one; null: the first
--   recurrence_count: spells of the last 180 days, this one with them, that began 14 days or more after the one before
--   is_recurrence: this one began 14 days or more, and at most 180, after the one before
--   is_over: seven quiet days have passed
-- source: docs/evidence/metrics.md#pain_episode
with pain_day as (
    select
        runner_id,
        knee,
        local_date,
        pain_worst_score,
    from metric.pain_day
    where pain_worst_score is not null
),

painful as (
    select
        *,
        local_date - lag(local_date) over (
            partition by runner_id, knee order by local_date
        ) as days_since,
    from pain_day
    where whole_score(pain_worst_score) >= parameter('pain_episode_start_score')
),

numbered as (
    select
        *,
        count(*) filter (
            days_since is null or days_since > parameter('pain_episode_quiet_days')
        ) over (
            partition by runner_id, knee
            order by local_date
            rows between unbounded preceding and current row
        ) as episode_index,
    from painful
),

episode as (
    select
        runner_id,
        knee,
        min(local_date) as start_date,
        max(local_date) as end_date,
        max(pain_worst_score) as worst_score,
    from numbered
    group by runner_id, knee, episode_index
),

logged as (
    select
        episode.runner_id,
        episode.knee,
        episode.start_date,
        count(*)::integer as logged_day_count,
    from episode
    inner join pain_day
        on
            pain_day.runner_id = episode.runner_id
            and pain_day.knee = episode.knee
            and pain_day.local_date between episode.start_date and episode.end_date
    group by episode.runner_id, episode.knee, episode.start_date
),

spaced as (
    select
        *,
        start_date - lag(end_date) over (
            partition by runner_id, knee order by start_date
        ) as quiet_days,
    from episode
),

judged as (
    select
        *,
        coalesce(
            quiet_days between parameter('pain_recurrence_gap_days')
            and parameter('pain_recurrence_window_days'), false
        ) as is_recurrence,
    from spaced
)

select
    runner_id,
    knee,
    start_date,
    judged.end_date,
    judged.end_date - start_date + 1 as duration_days,
    logged.logged_day_count,
    judged.worst_score,
    judged.quiet_days,
    (count(*) filter (judged.is_recurrence) over (
        partition by runner_id, knee
        order by start_date
        range between to_days(parameter('pain_recurrence_window_days')::integer) preceding
        and current row
    ))::integer as recurrence_count,
    judged.is_recurrence,
    as_of_date() - judged.end_date >= parameter('pain_episode_quiet_days') as is_over,
from judged
inner join logged using (runner_id, knee, start_date)
