-- One row per runner, day, metric, knee and run: every number that a rule may look at. A rule in sql/rules
-- names one of these metrics; a new rule over one of them needs nothing else.
-- grain: runner_id, local_date, metric, knee, session_id
-- columns:
--   runner_id: the runner
--   local_date: local calendar day that the number belongs to
--   metric: its name
--   value: the number, in the unit of the metric
--   knee: left, right or unknown; null: not of a knee
--   session_id: the run it belongs to; null: of a day
--   until_date: last day it counts for; null: for as many days as its rule says
--   over_date: last day it may count for at most, whatever its rule says; null: nothing ended it
--   not_green_score: worst pain behind it on days that the light does not call green, 0-10; null: none, or not of pain
-- source: docs/evidence/metrics.md#status
with pain_day as (
    select * from metric.pain_day
),

rolling as (
    select * from metric.runner_rolling
),

pain_value as (
    unpivot (
        select
            runner_id,
            local_date,
            knee,
            session_id,
            is_limping::integer::double as is_limping,
            case
                when light_profile = 'pfp_strict' then whole_score(pain_day.pain_during_score)::double
            end as pain_during_score,
            case
                when light_profile = 'tendon_5' then whole_score(pain_day.pain_during_score)::double
            end as pain_during_tendon_score,
            after_rise_score::double as after_rise_score,
            morning_rise_score::double as morning_rise_score,
            pain_at_rest_score::double as pain_at_rest_score,
        from pain_day
    )
    on
        is_limping,
        pain_during_score,
        pain_during_tendon_score,
        after_rise_score,
        morning_rise_score,
        pain_at_rest_score
    into name metric value value
),

sign_value as (
    select
        runner_id,
        local_date,
        'red_flag_count' as metric,
        red_flag_count::double as value,
        knee,
        until_date,
    from metric.red_flag_day
),

-- Scores of a spell as far as each of its days knew them.
episode_day as (
    select
        pain_day.runner_id,
        pain_day.local_date,
        pain_day.knee,
        episode.start_date,
        episode.is_recurrence,
        episode.recurrence_count,
        case
            when pain_day.light not in ('green', 'green_provisional')
                then whole_score(pain_worst_score)
        end as score,
        max(score) over up_to_now as not_green_score,
        max(score) over before as not_green_before_score,
    from metric.pain_episode as episode
    inner join pain_day
        on
            pain_day.runner_id = episode.runner_id
            and pain_day.knee = episode.knee
            and pain_day.local_date between episode.start_date and episode.end_date
    where whole_score(pain_day.pain_worst_score) >= parameter('pain_episode_start_score')
    window
        up_to_now as (
            partition by pain_day.runner_id, pain_day.knee, episode.start_date
            order by pain_day.local_date
            rows between unbounded preceding and current row
        ),
        before as (
            partition by pain_day.runner_id, pain_day.knee, episode.start_date
            order by pain_day.local_date
            rows between unbounded preceding and 1 preceding
        )
),

-- A spell that came back is told of on its first day, and anew on a day worse than all before it.
episode_value as (
    select
        runner_id,
        local_date,
        'pain_episode_days' as metric,
        (local_date - start_date + 1)::double as value,
        knee,
        not_green_score::double as not_green_score,
    from episode_day
    union all
    select
        runner_id,
        local_date,
        'pain_recurrence_count' as metric,
        recurrence_count::double as value,
        knee,
        not_green_score::double as not_green_score,
    from episode_day
    where
        is_recurrence
        and (
            local_date = start_date
            or coalesce(not_green_score > coalesce(not_green_before_score, 0), false)
        )
),

run_value as (
    select
        spike.runner_id,
        spike.local_date,
        'spike_ratio' as metric,
        believable_spike_ratio(spike.spike_ratio, spike.is_other_device) as value,
        session_id,
        spike_end.over_date,
    from metric.session_spike as spike
    left join metric.spike_end as spike_end using (session_id)
    union all by name
    select
        runner_id,
        local_date,
        'reentry_ratio' as metric,
        reentry_ratio as value,
        session_id,
    from metric.reentry
    union all by name
    select
        runner_id,
        local_date,
        'below_170_share' as metric,
        below_170_share as value,
        session_id,
    from metric.low_cadence
    union all by name
    select
        runner_id,
        local_date,
        'least_step_length_ratio' as metric,
        least_step_length_ratio as value,
        session_id,
    from metric.cadence_recent
    union all by name
    select
        runner_id,
        local_date,
        'hill_pain_3_run_count' as metric,
        hill_pain_3_run_count::double as value,
        session_id,
    from metric.hill_pain
    where is_hill_pain
),

pattern_value as (
    select
        runner_id,
        local_date,
        'tight_14d_days' as metric,
        tight_14d_days::double as value,
        knee,
        null::varchar as session_id,
    from metric.tight_kneecap
    union all
    select
        runner_id,
        local_date,
        'onset_4_run_fall_m' as metric,
        onset_4_run_fall_m as value,
        knee,
        session_id,
    from metric.onset_fall
    where onset_4_run_fall_m is not null
    union all
    select
        runner_id,
        local_date,
        'red_7d_days' as metric,
        red_7d_days::double as value,
        null as knee,
        null as session_id,
    from metric.red_day
),

day_value as (
    unpivot (
        select
            runner_id,
            local_date,
            case when coverage = 'run' then ramp_7d_ratio end as ramp_7d_ratio,
            case when coverage = 'run' then descent_6w_ratio end as descent_6w_ratio,
            case
                when
                    coverage = 'run'
                    and fast_7d_s >= parameter('fast_floor_s')
                    and previous_28d_fast_7d_s > 0
                    then round(fast_7d_s / previous_28d_fast_7d_s, 6)
            end as fast_28d_ratio,
            coverage_28d_share,
        from rolling
    )
    on ramp_7d_ratio, descent_6w_ratio, fast_28d_ratio, coverage_28d_share
    into name metric value value
),

build_up_value as (
    select
        runner_id,
        week_start_date + 6 as local_date,
        'build_up_ratio' as metric,
        build_up_ratio as value,
    from metric.build_up
    where is_above_year
),

recovery_value as (
    select
        runner_id,
        local_date,
        'hard_gap_days' as metric,
        hard_gap_days::double as value,
    from metric.hard_day
    union all
    select
        runner_id,
        local_date,
        'young_sleep_7d_h' as metric,
        sleep_mean_7d_h as value,
    from metric.sleep_rolling
    where is_young
),

-- What one of them does not say (a knee, a run, a last day) is null.
every_value as (
    from pain_value
    union all by name
    from sign_value
    union all by name
    select
        runner_id,
        local_date,
        'event_pain_score' as metric,
        event_pain_score::double as value,
        knee,
        until_date,
        not_green_score::double as not_green_score,
    from metric.event_pain
    union all by name
    from episode_value
    union all by name
    from pattern_value
    union all by name
    from run_value
    union all by name
    from day_value
    union all by name
    from build_up_value
    union all by name
    from recovery_value
)

select
    runner_id,
    local_date,
    metric,
    value,
    knee,
    session_id,
    until_date,
    over_date,
    not_green_score,
from every_value
where value is not null
