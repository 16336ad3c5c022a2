-- One row per runner this viewer may see: what a coach looks at first, and why. Each row rests on its runner
-- alone: page.squad puts them in order. Where nothing recent is known the need is 'unknown', never OK.
-- grain: runner_id
-- columns:
--   runner_id: Our id of the runner
--   display_name: Name
--   birth_year: Year of birth; null if not told
--   units: km or miles
--   need: refer, red, amber, high_load, load_note, unknown or ok
--   unknown_reason: Why nothing is known: no_data, stale or hidden; null if it is known
--   is_pain_shared: Pain is shared with this viewer
--   reason_rule_id: Rule of the first reason; null if none
--   reason_level: Its level: info, watch, high or refer; null if none
--   reason_session_id: Its run; null if of no run
--   reason_text: First reason in words; null if none
--   reason_knee: Its knee: left, right or unknown; null if none
--   reason_date: Its day; null if none
--   reason_count: How many reasons there are
--   last_run_date: Day of the latest run; null if there is none
--   run_age_days: Days since then; null likewise
--   last_log_date: Day of the latest pain log; null if none, or not shared
--   distance_7d_m: Distance of the last seven days, metres; null if unknown
--   known_7d_m: What is known of it: distance of the runs that are here, metres; null if none is
--   usual_7d_m: Mean week of the 28 days up to today, metres; null if unknown
--   spike_ratio: Largest run of the last seven days over the longest of the 30 days before it; null if unknown
--   descent_7d_m: Metres lost in the last seven days; null if unknown
--   fast_7d_s: Fast running of the last seven days, seconds; null if unknown
--   trend_spm_per_week: Change of cadence at the usual pace a week, over eight weeks; null if unknown
--   worst_7d_score: Worst pain of the last seven days, 0-10; null if none was logged, or not shared
--   worst_before_score: Worst pain of the seven days before those, 0-10; null likewise
--   spark_m: Distance of the last weeks, metres, oldest first; null where unknown
--   limit_m: How far a run tomorrow may go, metres; null if care, unknown, or not all of it may be seen here
--   limit_reason: What binds: care, knee, return, spike, plan, usual or unknown
--   limit_hidden_name: What may not be seen here: pain or runs; null if all may be. Then the next two are no limit
--   training_m: How far by what may be seen here, metres; null if care or unknown
--   training_reason: What binds that
--   hidden_run_count: Runs that came through a platform's API and are not shown
-- source: risk.runner_day; docs/evidence/metrics.md#status
with today as (
    select
        runner_id,
        status,
        reasons,
    from risk.runner_day
    where local_date = as_of_date()
),

last_run as (
    select
        runner_id,
        max(local_date) as local_date,
    from metric.runner_day
    where run_count > 0
    group by runner_id
),

spike as (
    select
        runner_id,
        max(spike_ratio) as spike_ratio,
    from metric.session_spike
    where local_date > as_of_date() - 7
    group by runner_id
),

known_week as (
    select
        runner_id,
        sum(distance_m) as known_7d_m,
    from metric.runner_day
    where
        local_date > as_of_date() - 7
        and local_date <= as_of_date()
        and run_count > 0
    group by runner_id
),

pain as (
    select
        runner_id,
        max(local_date) as last_date,
        max(pain_worst_score) filter (local_date > as_of_date() - 7) as worst_7d_score,
        max(pain_worst_score) filter (
            local_date between as_of_date() - 13 and as_of_date() - 7
        ) as worst_before_score,
    from metric.pain_day
    group by runner_id
),

cadence as (
    select
        runner_id,
        arg_max(trend_spm_per_week, week_start_date) as trend_spm_per_week,
    from metric.cadence_trend
    group by runner_id
),

spark as (
    select
        runner_id,
        list(distance_m order by week_start_date) as spark_m,
    from metric.runner_week
    where week_start_date > as_of_date() - 7 * parameter('squad_spark_weeks')::integer
    group by runner_id
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
    select *
    from risk.next_run
    where as_of_date = as_of_date()
),

joined as (
    select
        runner.runner_id,
        runner.display_name,
        runner.birth_year,
        runner.units,
        today.status,
        today.reasons,
        last_run.local_date as last_run_date,
        as_of_date() - last_run.local_date as run_age_days,
        pain.last_date as last_log_date,
        greatest(last_run.local_date, pain.last_date) as last_data_date,
        coalesce(shared.is_pain_shared, false) as is_pain_shared,
        rolling.distance_7d_m,
        known_week.known_7d_m,
        rolling.distance_28d_m / 4 as usual_7d_m,
        spike.spike_ratio,
        rolling.descent_7d_m,
        rolling.fast_7d_s,
        cadence.trend_spm_per_week,
        pain.worst_7d_score,
        pain.worst_before_score,
        spark.spark_m,
        next.limit_m,
        coalesce(next.limit_reason, 'unknown') as limit_reason,
        next.hidden_name as limit_hidden_name,
        next.training_m,
        coalesce(next.training_reason, 'unknown') as training_reason,
        coalesce(hidden.run_count, 0) as hidden_run_count,
    from core.runner as runner
    left join today using (runner_id)
    left join last_run using (runner_id)
    left join spike using (runner_id)
    left join known_week using (runner_id)
    left join pain using (runner_id)
    left join cadence using (runner_id)
    left join spark using (runner_id)
    left join shared using (runner_id)
    left join hidden using (runner_id)
    left join next using (runner_id)
    left join metric.runner_rolling as rolling
        on
            rolling.runner_id = runner.runner_id
            and rolling.local_date = as_of_date()
),

judged as (
    select
        *,
        coalesce(status in ('refer', 'red', 'amber', 'high_load', 'load_note'), false)
            as is_telling,
        case
            when is_telling then null
            when last_data_date is null and hidden_run_count > 0 then 'hidden'
            when last_data_date is null then 'no_data'
            when as_of_date() - last_data_date > parameter('squad_stale_days') then 'stale'
            when status = 'not_enough_data' then 'no_data'
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
    runner_id,
    display_name,
    birth_year,
    units,
    need,
    unknown_reason,
    is_pain_shared,
    judged.first_reason.rule_id as reason_rule_id,
    judged.first_reason.level as reason_level,
    judged.first_reason.session_id as reason_session_id,
    reason_text(
        level.text, level.own_text, level.threshold, judged.first_reason.threshold
    ) as reason_text,
    judged.first_reason.knee as reason_knee,
    judged.first_reason.local_date as reason_date,
    coalesce(len(reasons), 0)::integer as reason_count,
    last_run_date,
    run_age_days,
    last_log_date,
    distance_7d_m,
    known_7d_m,
    round(usual_7d_m, 3) as usual_7d_m,
    spike_ratio,
    descent_7d_m,
    fast_7d_s,
    trend_spm_per_week,
    worst_7d_score,
    worst_before_score,
    spark_m,
    limit_m,
    limit_reason,
    limit_hidden_name,
    training_m,
    training_reason,
    hidden_run_count,
from judged
left join rule.level as level
    on
        level.rule_id = judged.first_reason.rule_id
        and level.level = judged.first_reason.level
order by runner_id
