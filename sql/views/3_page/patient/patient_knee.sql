-- One row per runner and knee with a spell of pain: the latest one, and how well it is known.
-- grain: runner_id, knee
-- columns:
--   runner_id: Our id of the runner
--   knee: left, right or unknown
--   place: Where it hurts, as last said: front, below, inner, outer, back or all_over; null if never said
--   start_date: Day of the first score of 2 or more
--   end_date: Day of the last score of 2 or more
--   duration_days: From the first to the last day
--   is_over: Seven quiet days have passed since
--   worst_score: Highest score of the spell, 0-10
--   first_morning_score: First morning score of the spell, 0-10; null if none
--   last_morning_score: Latest morning score of the spell, 0-10; null if fewer than two
--   logged_day_count: Days of the spell with any score
--   spell_count: Spells that began in the last 180 days, this one with them
--   recurrence_count: Spells of the last 180 days that began two calm weeks or more after the one before
--   chips: What it felt like, each word once
-- source: metric.pain_episode, metric.pain_day
with latest as (
    select *
    from metric.pain_episode
    qualify row_number() over (partition by runner_id, knee order by start_date desc) = 1
),

spell_count as (
    select
        runner_id,
        knee,
        count(*)::integer as spell_count,
    from metric.pain_episode
    where start_date > as_of_date() - parameter('pain_recurrence_window_days')::integer
    group by runner_id, knee
),

entry as (
    select *
    from journal.pain_entry
    qualify row_number() over (partition by entry_id order by saved_order desc) = 1
),

place as (
    select
        runner_id,
        knee,
        arg_max(place, (local_date, saved_order)) filter (place is not null) as place,
    from entry
    where not is_deleted
    group by runner_id, knee
),

felt as (
    select
        latest.runner_id,
        latest.knee,
        list_sort(list_distinct(flatten(list(entry.chips)))) as chips,
    from latest
    inner join entry
        on
            entry.runner_id = latest.runner_id
            and entry.knee = latest.knee
            and entry.local_date between latest.start_date and latest.end_date
    where not entry.is_deleted
    group by latest.runner_id, latest.knee
),

morning as (
    select
        latest.runner_id,
        latest.knee,
        arg_min(day.pain_morning_score, day.local_date) as first_score,
        arg_max(day.pain_morning_score, day.local_date) as last_score,
        count(*) as morning_count,
    from latest
    inner join metric.pain_day as day
        on
            day.runner_id = latest.runner_id
            and day.knee = latest.knee
            and day.local_date between latest.start_date and latest.end_date
    where day.pain_morning_score is not null
    group by latest.runner_id, latest.knee
)

select
    runner_id,
    knee,
    place.place,
    latest.start_date,
    latest.end_date,
    latest.duration_days,
    latest.is_over,
    latest.worst_score,
    morning.first_score as first_morning_score,
    case when morning.morning_count > 1 then morning.last_score end as last_morning_score,
    latest.logged_day_count,
    coalesce(spell_count.spell_count, 0) as spell_count,
    latest.recurrence_count,
    coalesce(felt.chips, []) as chips,
from latest
left join spell_count using (runner_id, knee)
left join place using (runner_id, knee)
left join morning using (runner_id, knee)
left join felt using (runner_id, knee)
order by
    runner_id,
    latest.is_over,
    latest.start_date desc,
    knee
