-- One row per runner this viewer may see and day that a digest can be made of: today, and the last day of each
-- of the last weeks, Monday to Sunday. Where nothing recent was known on that day the need is 'unknown',
-- never OK.
-- grain: runner_id, local_date
-- columns:
--   runner_id: Our id of the runner
--   local_date: Today, or a Sunday
--   display_name: Name
--   units: km or miles
--   need_rank: Order among the runners of that day: 1 needs a look first
--   need: refer, red, amber, high_load, load_note, unknown or ok
--   unknown_reason: Why nothing was known: no_data, stale or hidden; null if it was
--   is_pain_shared: Pain is shared with this viewer
--   reason_text: First reason in words; null if none
--   reason_metric: What its rule looks at; null if none
--   reason_rule_id: Its rule; null if none
--   reason_knee: Its knee: left, right or unknown; null if none
--   reason_date: Its day; null if none
--   reason_count: How many reasons there were
--   data_age_days: Days since the latest run or pain log up to then; null if there was none
--   distance_7d_m: Distance of the seven days up to then, metres; null if unknown
--   known_7d_m: What is known of it: distance of the runs that are here, metres; null if none is
--   former_week_m: Mean week of the four weeks before those, metres; null if unknown
--   spike_ratio: Largest run of the seven days over the longest of the 30 days before it; null if unknown
--   worst_7d_score: Worst pain of the seven days, 0-10; null if none was logged, or not shared
--   worst_before_score: Worst pain of the seven days before those, 0-10; null likewise
--   limit_m: How far a run of the day after may go, metres; null if care, unknown, or not all of it may be seen here
--   limit_reason: What binds: care, knee, return, spike, plan, usual or unknown
--   limit_hidden_name: What may not be seen here: pain or runs; null if all may be. Then the next two are no limit
--   training_m: How far by what may be seen here, metres; null if care or unknown
--   training_reason: What binds that
--   hidden_run_count: Runs that came through a platform's API and are not shown
-- source: risk.runner_day; docs/evidence/metrics.md#status
with day as (
    select
        runner_id,
        display_name,
        units,
        as_of_date() as local_date,
    from core.runner
    union
    select
        runner_id,
        display_name,
        units,
        date_trunc('week', as_of_date())::date - 1
        - 7 * unnest(range(0, parameter('digest_weeks')::integer))::integer as local_date,
    from core.runner
),

run_day as (
    select
        runner_id,
        local_date,
        distance_m,
    from metric.runner_day
    where run_count > 0
),

seen as (
    select
        runner_id,
        local_date,
    from run_day
    union
    select
        runner_id,
        local_date,
    from metric.pain_day
),

last_seen as (
    select
        day.runner_id,
        day.local_date,
        max(seen.local_date) as seen_date,
    from day
    inner join seen
        on
            seen.runner_id = day.runner_id
            and seen.local_date <= day.local_date
    group by
        day.runner_id,
        day.local_date
),

known_week as (
    select
        day.runner_id,
        day.local_date,
        sum(run_day.distance_m) as known_7d_m,
    from day
    inner join run_day
        on
            run_day.runner_id = day.runner_id
            and run_day.local_date between day.local_date - 6 and day.local_date
    group by
        day.runner_id,
        day.local_date
),

spike as (
    select
        day.runner_id,
        day.local_date,
        max(session_spike.spike_ratio) as spike_ratio,
    from day
    inner join metric.session_spike as session_spike
        on
            session_spike.runner_id = day.runner_id
            and session_spike.local_date between day.local_date - 6 and day.local_date
    group by
        day.runner_id,
        day.local_date
),

pain as (
    select
        day.runner_id,
        day.local_date,
        max(pain_day.pain_worst_score) filter (
            pain_day.local_date > day.local_date - 7
        ) as worst_7d_score,
        max(pain_day.pain_worst_score) filter (
            pain_day.local_date <= day.local_date - 7
        ) as worst_before_score,
    from day
    inner join metric.pain_day as pain_day
        on
            pain_day.runner_id = day.runner_id
            and pain_day.local_date between day.local_date - 13 and day.local_date
    group by
        day.runner_id,
        day.local_date
),

shared as (
    select
        runner_id,
        bool_or(scope = 'pain') as is_pain_shared,
    from core.shared_scope
    group by runner_id
),

hidden as (
    select
        runner_id,
        sum(run_count)::integer as run_count,
    from core.withheld
    group by runner_id
),

next as materialized (
    select * from risk.next_run
),

joined as (
    select
        day.*,
        risk_day.status,
        risk_day.reasons,
        day.local_date - last_seen.seen_date as data_age_days,
        coalesce(shared.is_pain_shared, false) as is_pain_shared,
        rolling.distance_7d_m,
        known_week.known_7d_m,
        former.distance_28d_m / 4 as former_week_m,
        spike.spike_ratio,
        pain.worst_7d_score,
        pain.worst_before_score,
        next.limit_m,
        coalesce(next.limit_reason, 'unknown') as limit_reason,
        next.hidden_name as limit_hidden_name,
        next.training_m,
        coalesce(next.training_reason, 'unknown') as training_reason,
        coalesce(hidden.run_count, 0) as hidden_run_count,
    from day
    left join risk.runner_day as risk_day using (runner_id, local_date)
    left join last_seen using (runner_id, local_date)
    left join known_week using (runner_id, local_date)
    left join spike using (runner_id, local_date)
    left join pain using (runner_id, local_date)
    left join shared using (runner_id)
    left join hidden using (runner_id)
    left join next
        on
            next.runner_id = day.runner_id
            and next.as_of_date = day.local_date
    left join metric.runner_rolling as rolling using (runner_id, local_date)
    left join metric.runner_rolling as former
        on
            former.runner_id = day.runner_id
            and former.local_date = day.local_date - 7
),

judged as (
    select
        *,
        coalesce(status in ('refer', 'red', 'amber', 'high_load', 'load_note'), false)
            as is_telling,
        case
            when is_telling then null
            when data_age_days is null and hidden_run_count > 0 then 'hidden'
            when data_age_days is null then 'no_data'
            when data_age_days > parameter('squad_stale_days') then 'stale'
            when status is null or status = 'not_enough_data' then 'no_data'
        end as unknown_reason,
        case
            when is_telling then status
            when unknown_reason is not null then 'unknown'
            else 'ok'
        end as need,
        reasons[1] as first_reason,
    from joined
)

select
    judged.runner_id,
    judged.local_date,
    judged.display_name,
    judged.units,
    row_number() over (
        partition by judged.local_date
        order by
            list_position(
                ['refer', 'red', 'amber', 'high_load', 'load_note', 'unknown', 'ok'], judged.need
            ),
            judged.first_reason.local_date desc nulls last,
            judged.display_name,
            judged.runner_id
    )::integer as need_rank,
    judged.need,
    judged.unknown_reason,
    judged.is_pain_shared,
    reason_text(
        level.text, level.own_text, level.threshold, judged.first_reason.threshold
    ) as reason_text,
    rule.metric as reason_metric,
    rule.rule_id as reason_rule_id,
    judged.first_reason.knee as reason_knee,
    judged.first_reason.local_date as reason_date,
    coalesce(len(judged.reasons), 0)::integer as reason_count,
    judged.data_age_days,
    judged.distance_7d_m,
    judged.known_7d_m,
    round(judged.former_week_m, 3) as former_week_m,
    judged.spike_ratio,
    judged.worst_7d_score,
    judged.worst_before_score,
    judged.limit_m,
    judged.limit_reason,
    judged.limit_hidden_name,
    judged.training_m,
    judged.training_reason,
    judged.hidden_run_count,
from judged
left join rule.level as level
    on
        level.rule_id = judged.first_reason.rule_id
        and level.level = judged.first_reason.level
left join rule.rule as rule
    on rule.rule_id = judged.first_reason.rule_id
order by
    judged.local_date,
    need_rank
