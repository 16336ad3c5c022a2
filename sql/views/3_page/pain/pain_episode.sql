-- One row per runner, knee and spell of pain, with how much of it was logged and what it prompts to do:
-- the weightiest of the prompts by length, by coming back and by an event ahead.
-- grain: runner_id, knee, start_date
-- columns:
--   runner_id: Our id of the runner
--   knee: left, right or unknown
--   start_date: Day of its first score of 2 or more
--   end_date: Day of the last such score so far
--   duration_days: From the first to the last, both counted
--   logged_day_count: Days of these with any score
--   logged_share: Part of its days with any score, 0-1
--   worst_score: Highest score, 0-10
--   is_recurrence: It came back after 14 calm days or more
--   is_over: Seven quiet days have passed
--   prompt_rule_id: Rule behind the prompt to have it assessed; null if there is none
--   prompt_text: Why, in the words of the rule; null likewise
--   prompt_what_to_do: What to do, in the words of the rule; null likewise
--   assessed_date: Day of the last assessment of this knee since it began; null if none was logged
-- source: metric.pain_episode; docs/evidence/metrics.md#pain_episode
with assessment as (
    select *
    from journal.assessment
    qualify row_number() over (partition by entry_id order by saved_order desc) = 1
),

assessed as (
    select
        episode.runner_id,
        episode.knee,
        episode.start_date,
        max(assessment.local_date) as assessed_date,
    from metric.pain_episode as episode
    inner join assessment
        on
            assessment.runner_id = episode.runner_id
            and not assessment.is_deleted
            and coalesce(assessment.knee = episode.knee, true)
            and assessment.local_date between episode.start_date
            and episode.end_date + parameter('pain_episode_quiet_days')::integer
    group by episode.runner_id, episode.knee, episode.start_date
),

hurried as (
    select distinct
        runner_id,
        knee,
    from metric.event_pain
    where as_of_date() between local_date and until_date
),

prompted as (
    select
        episode.*,
        case
            when duration_days >= parameter('pain_episode_strong_days') then 'pain_episode high'
            when hurried.knee is not null and not episode.is_over then 'event_pain info'
            when duration_days >= parameter('pain_episode_prompt_days') then 'pain_episode watch'
            when episode.is_recurrence then 'pain_recurrence watch'
        end as prompt,
    from metric.pain_episode as episode
    left join hurried using (runner_id, knee)
)

select
    runner_id,
    knee,
    start_date,
    prompted.end_date,
    prompted.duration_days,
    prompted.logged_day_count,
    round(prompted.logged_day_count / prompted.duration_days, 6) as logged_share,
    prompted.worst_score,
    prompted.is_recurrence,
    prompted.is_over,
    rule.rule_id as prompt_rule_id,
    level.text as prompt_text,
    coalesce(nullif(level.what_to_do, ''), rule.what_to_do) as prompt_what_to_do,
    assessed.assessed_date,
from prompted
left join assessed using (runner_id, knee, start_date)
left join rule.level as level on level.rule_id || ' ' || level.level = prompted.prompt
left join rule.rule as rule on rule.rule_id = level.rule_id
order by
    runner_id,
    start_date desc,
    knee
