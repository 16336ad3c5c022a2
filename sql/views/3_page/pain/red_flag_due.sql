-- One row per runner who is to be asked about warning signs today, and why: pain is new, it rose sharply,
-- or it goes on and nobody asked for four weeks. Nobody is asked while a sign stands.
-- grain: runner_id
-- columns:
--   runner_id: Our id of the runner
--   reason: new, rise or monthly
--   knee: left or right; null if it is asked of both, as where the side is not said
--   local_date: Day of the pain that calls for it
--   worst_score: Worst score of that day, 0-10
--   usual_score: Median of the days logged in the 28 days before; null if there are none
--   last_answer_date: When it was last answered for one of these knees; null if never
-- source: metric.red_flag_trigger; docs/evidence/metrics.md#red_flags
with answer as (
    select *
    from journal.red_flag_answer
    qualify row_number() over (partition by entry_id order by saved_order desc) = 1
),

assessment as (
    select *
    from journal.assessment
    qualify row_number() over (partition by entry_id order by saved_order desc) = 1
),

-- A sign that was ticked, and a clinician's look, tell as much as an answer does.
told as (
    select
        runner_id,
        knee,
        local_date,
        list_position(['monthly', 'new', 'rise', 'own'], reason) as reach_rank,
    from answer
    where not is_deleted
    union all
    select
        runner_id,
        knee,
        local_date,
        4 as reach_rank,
    from metric.red_flag
    union all
    select
        runner_id,
        knee,
        local_date,
        4 as reach_rank,
    from assessment
    where not is_deleted
),

standing as (
    select distinct runner_id
    from metric.red_flag
    where is_standing
),

called as (
    select
        runner_id,
        knee,
        local_date,
        reason_name,
        list_position(['monthly', 'new', 'rise'], reason_name) as reason_rank,
        pain_worst_score,
        pain_median_28d_score,
    from metric.red_flag_trigger
    where local_date > as_of_date() - parameter('red_flag_ask_days')::integer
),

-- Asked for one reason, one is asked again on the same day for a weightier one only.
unanswered as (
    select called.*
    from called
    where
        not exists (
            select 1
            from told
            where
                told.runner_id = called.runner_id
                and coalesce(told.knee = called.knee, true)
                and (
                    told.local_date > called.local_date
                    or (
                        told.local_date = called.local_date
                        and told.reach_rank >= called.reason_rank
                    )
                )
        )
),

latest_pain as (
    select
        runner_id,
        knee,
        local_date,
        pain_worst_score,
        pain_median_28d_score,
    from metric.pain_flare
    where
        whole_score(pain_worst_score) >= parameter('red_flag_pain_score')
        and local_date > as_of_date() - parameter('red_flag_ask_days')::integer
    qualify row_number() over (partition by runner_id, knee order by local_date desc) = 1
),

going_on as (
    select
        latest_pain.runner_id,
        latest_pain.knee,
        latest_pain.local_date,
        'monthly' as reason_name,
        1 as reason_rank,
        latest_pain.pain_worst_score,
        latest_pain.pain_median_28d_score,
    from latest_pain
    where
        not exists (
            select 1
            from told
            where
                told.runner_id = latest_pain.runner_id
                and coalesce(told.knee = latest_pain.knee, true)
                and told.local_date > as_of_date() - parameter('red_flag_again_days')::integer
        )
),

due as (
    select * from unanswered
    union all
    select * from going_on
),

weightiest as (
    select *
    from due
    where runner_id not in (select runner_id from standing)
    qualify
        rank() over (
            partition by runner_id order by reason_rank desc
        ) = 1
),

asked as (
    select
        runner_id,
        any_value(reason_name) as reason,
        case when count(distinct knee) = 1 then nullif(any_value(knee), 'unknown') end as knee,
        max(local_date) as local_date,
        max_by(pain_worst_score, (local_date, pain_worst_score)) as worst_score,
        max_by(pain_median_28d_score, (local_date, pain_worst_score)) as usual_score,
    from weightiest
    group by runner_id
)

select
    asked.runner_id,
    asked.reason,
    asked.knee,
    asked.local_date,
    asked.worst_score,
    asked.usual_score,
    max(told.local_date) as last_answer_date,
from asked
left join told
    on
        told.runner_id = asked.runner_id
        and coalesce(told.knee = asked.knee, true)
group by
    asked.runner_id,
    asked.reason,
    asked.knee,
    asked.local_date,
    asked.worst_score,
    asked.usual_score
order by asked.runner_id
