-- One row per runner, knee with a score and new pair of shoes: the scores of the eight weeks before its first
-- run and of the eight after, a week on either side left out. A mean of weekly means, of the worst score of
-- each day. Weeks after a bad spell fall by themselves, and people change shoes when it hurts: that the
-- shoes did it is not shown by any of this.
-- grain: runner_id, shoe_id, knee
-- columns:
--   runner_id: the runner
--   shoe_id: the new pair
--   changed_on: local day of the first run in it
--   knee: left, right or unknown
--   before_week_count: weeks before with 3 days with a score or more
--   before_day_count: days with a score in these weeks
--   before_score: mean of their means, 0-10; null: see reason
--   after_week_count: such weeks after
--   after_day_count: days with a score in these
--   after_score: mean of their means, 0-10; null: see reason
--   reason: why nothing is compared: another_pair within these weeks, not_over yet, or few_scores; null: it is
-- source: metric.shoe, metric.pain_day; docs/evidence/metrics.md#shoe_change
with new_pair as (
    select
        runner_id,
        shoe_id,
        new_since_date as changed_on,
        (parameter('shoe_left_out_days') + 7 * parameter('shoe_week_count'))::integer as day_count,
        least(
            changed_on - lag(changed_on) over in_order,
            lead(changed_on) over in_order - changed_on
        ) <= day_count as has_another,
        changed_on + day_count > as_of_date() as is_under_way,
    from metric.shoe
    where new_since_date is not null
    window in_order as (partition by runner_id order by new_since_date, shoe_index)
),

score as (
    select
        new_pair.runner_id,
        new_pair.shoe_id,
        day.knee,
        day.local_date >= new_pair.changed_on as is_after,
        case
            when is_after
                then day.local_date - new_pair.changed_on
            else new_pair.changed_on - day.local_date - 1
        end as days_apart,
        (days_apart - parameter('shoe_left_out_days')::integer) // 7 as week_index,
        day.pain_worst_score as score,
    from new_pair
    inner join metric.pain_day as day
        on
            day.runner_id = new_pair.runner_id
            and day.local_date between new_pair.changed_on - new_pair.day_count
            and new_pair.changed_on + new_pair.day_count - 1
    where
        day.pain_worst_score is not null
        and days_apart >= parameter('shoe_left_out_days')
),

week as (
    select
        runner_id,
        shoe_id,
        knee,
        is_after,
        count(*)::integer as day_count,
        avg(score) as score,
    from score
    group by runner_id, shoe_id, knee, is_after, week_index
    having count(*) >= parameter('shoe_week_least_score_count')
),

summed as (
    select
        score.runner_id,
        score.shoe_id,
        score.knee,
        count(week.score) filter (not week.is_after)::integer as before_week_count,
        coalesce(sum(week.day_count) filter (not week.is_after), 0)::integer as before_day_count,
        avg(week.score) filter (not week.is_after) as before_score,
        count(week.score) filter (week.is_after)::integer as after_week_count,
        coalesce(sum(week.day_count) filter (week.is_after), 0)::integer as after_day_count,
        avg(week.score) filter (week.is_after) as after_score,
    from (select distinct runner_id, shoe_id, knee from score) as score
    left join week using (runner_id, shoe_id, knee)
    group by score.runner_id, score.shoe_id, score.knee
),

reasoned as (
    select
        summed.*,
        new_pair.changed_on,
        case
            when new_pair.has_another then 'another_pair'
            when new_pair.is_under_way then 'not_over'
            when
                least(before_week_count, after_week_count) < parameter('shoe_week_least_count')
                then 'few_scores'
        end as reason,
    from summed
    inner join new_pair using (runner_id, shoe_id)
)

select
    runner_id,
    shoe_id,
    changed_on,
    knee,
    before_week_count,
    before_day_count,
    case when reason is null then round(before_score, 3) end as before_score,
    after_week_count,
    after_day_count,
    case when reason is null then round(after_score, 3) end as after_score,
    reason,
from reasoned
