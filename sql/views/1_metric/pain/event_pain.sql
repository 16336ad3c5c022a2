-- One row per runner, knee and day from which pain with an event near is worth having looked at: the day
-- of the pain, or the day on which the event came near if that is later.
-- grain: runner_id, local_date, knee
-- columns:
--   runner_id: the runner
--   local_date: local calendar day
--   knee: left, right or unknown
--   event_pain_score: worst score of the pain, 0-10, in whole points
--   not_green_score: the same of days that the light does not call green; null: none
--   event_date: day of the next event
--   event_text: what it is called, in the runner's words
--   event_ahead_days: days from this day to it
--   until_date: last day of the seven from the pain on, or the event's own if that comes first
-- source: docs/evidence/metrics.md#event_pain
with painful as (
    select
        runner_id,
        knee,
        local_date,
        whole_score(pain_day.pain_worst_score) as pain_worst_score,
        case
            when light not in ('green', 'green_provisional')
                then whole_score(pain_day.pain_worst_score)
        end as not_green_score,
    from metric.pain_day as pain_day
    where whole_score(pain_day.pain_worst_score) >= parameter('event_pain_score')
),

near as (
    select
        painful.runner_id,
        painful.knee,
        painful.pain_worst_score,
        painful.not_green_score,
        greatest(painful.local_date, event.near_from_date) as local_date,
        least(
            painful.local_date + parameter('event_pain_days')::integer - 1, event.event_date
        ) as until_date,
        event.event_date,
        event.name,
    from painful
    inner join metric.runner_event as event using (runner_id)
)

select
    runner_id,
    local_date,
    knee,
    max(pain_worst_score) as event_pain_score,
    max(not_green_score) as not_green_score,
    min(event_date) as event_date,
    arg_min(name, (event_date, name)) as event_text,
    (min(event_date) - local_date)::integer as event_ahead_days,
    max(until_date) as until_date,
from near
where
    local_date <= until_date
    and local_date <= as_of_date()
group by runner_id, local_date, knee
