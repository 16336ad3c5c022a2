-- One row per runner: whether a plan of some weeks can start today, what it would freeze, and why it is
-- offered; if it cannot start, why not. While the knee asks for less, the week it starts from is the one
-- that this was fixed on.
-- grain: runner_id
-- columns:
--   runner_id: Our id of the runner
--   refusal_code: underway, refer, unknown or break; empty: it can start
--   reason_name: Why it is offered: red, amber, easing (the knee still asks for less), pain (it hurt of late), load (a jump in load) or none
--   started_status: Status of today
--   started_light: Worst light of the last seven days; null if none is known
--   knee: left or right where one alone was amber, red or hurt within four weeks; null otherwise, or where its side is not said
--   is_downhill_noted: One of today's reasons is the descent of late
--   is_fast_noted: One of today's reasons is the fast running of late
--   start_date: First day of its first week: of this week while it is young, else of the next
--   easing_share: How much less than the baseline its calm weeks ask for, 0-1
--   baseline_7d_m: The smaller of the last seven days and the mean week of 28 days, metres; null if unknown
--   baseline_longest_m: Longest run of the last 30 days, before the knee complained where it does, a jump as what came before it, metres; null if none
--   baseline_downhill_m: Mean week of metres downhill over 28 days; null if less than 80 % of their moving time was measured
--   baseline_fast_s: Mean week of fast and sprint time over 28 days, seconds; null likewise
--   strength_session_count: Strength sessions a week of the runner's programme
--   first_target_m: Distance to stay within in a calm week, metres; null if unknown
-- source: docs/evidence/metrics.md#plan_week
with status as (
    select
        runner_id,
        status,
        list_transform(reasons, lambda reason: reason.rule_id) as rule_ids,
    from risk.runner_day
    where local_date = as_of_date()
),

easing as (
    select *
    from risk.easing
    where as_of_date() between start_date and until_date
),

sore as (
    select
        runner_id,
        knee,
        bool_or(
            light in ('amber', 'red')
            or whole_score(pain_worst_score) >= parameter('pain_episode_start_score')
        ) as is_sore,
        max(case light when 'red' then 3 when 'amber' then 2 when 'green' then 1 end) filter (
            local_date > as_of_date() - 7
        ) as light_rank,
    from metric.pain_day
    where local_date > as_of_date() - parameter('plan_usual_days')::integer
    group by
        runner_id,
        knee
),

knees as (
    select
        runner_id,
        case
            when count(*) filter (is_sore) = 1 then nullif(max(knee) filter (is_sore), 'unknown')
        end as knee,
        count(*) filter (is_sore) > 0 as is_sore,
        case max(light_rank) when 3 then 'red' when 2 then 'amber' when 1 then 'green' end
            as started_light,
    from sore
    group by runner_id
),

usual as (
    select
        runner_id,
        known_sum(
            7 * sum_of_runs(downhill_m, coverage) / parameter('plan_usual_days'),
            sum(hills_known_s),
            sum(moving_s)
        ) as downhill_m,
        known_sum(
            7 * sum_of_runs(fast_s + sprint_s, coverage) / parameter('plan_usual_days'),
            sum(speed_known_s),
            sum(moving_s)
        ) as fast_s,
    from metric.recorded_day
    where
        local_date > as_of_date() - parameter('plan_usual_days')::integer
        and local_date <= as_of_date()
    group by runner_id
),

care as (
    select runner_id
    from risk.referred_day
    where local_date = as_of_date()
),

knee as materialized (
    select
        runner_id,
        longest_m,
        calm_longest_m,
    from risk.next_knee
    where local_date = as_of_date()
),

underway as (
    select runner_id
    from metric.plan_progress
    where status_name in ('waiting', 'active', 'paused', 'referred')
    group by runner_id
),

told as (
    select
        runner.runner_id,
        runner.week_start,
        status.status,
        status.rule_ids,
        care.runner_id is not null or status.status = 'refer' as is_in_care,
        knees.knee,
        knees.is_sore,
        knees.started_light,
        easing.start_date as easing_date,
        coalesce(
            easing.easing_share,
            case
                when status.status = 'red' then parameter('easing_red_share')
                else parameter('easing_amber_share')
            end
        ) as easing_share,
        coalesce(
            easing.baseline_7d_m,
            baseline_week_m(rolling.distance_7d_m, rolling.distance_28d_m)
        ) as baseline_7d_m,
        least(knee.longest_m, knee.calm_longest_m) as baseline_longest_m,
        round(usual.downhill_m, 3) as baseline_downhill_m,
        round(usual.fast_s, 3) as baseline_fast_s,
        programme.session_count,
        underway.runner_id is not null as is_underway,
        week_start_date(as_of_date(), runner.week_start) as this_week_date,
    from core.runner as runner
    left join status using (runner_id)
    left join easing using (runner_id)
    left join knees using (runner_id)
    left join usual using (runner_id)
    left join underway using (runner_id)
    left join care using (runner_id)
    left join knee using (runner_id)
    left join metric.strength_programme as programme using (runner_id)
    left join metric.runner_rolling as rolling
        on
            rolling.runner_id = runner.runner_id
            and rolling.local_date = as_of_date()
)

select
    runner_id,
    case
        when is_underway then 'underway'
        when is_in_care then 'refer'
        when baseline_7d_m is null then 'unknown'
        when baseline_7d_m < parameter('plan_least_week_m') then 'break'
    end as refusal_code,
    case
        when status in ('red', 'amber') then status
        when easing_date is not null then 'easing'
        when is_sore then 'pain'
        when status in ('high_load', 'load_note') then 'load'
        else 'none'
    end as reason_name,
    coalesce(status, 'not_enough_data') as started_status,
    started_light,
    knee,
    coalesce(list_contains(rule_ids, 'descent_most'), false) as is_downhill_noted,
    coalesce(list_contains(rule_ids, 'fast_minutes'), false) as is_fast_noted,
    this_week_date
    + case when as_of_date() - this_week_date > parameter('plan_join_days') then 7 else 0 end
        as start_date,
    easing_share,
    baseline_7d_m,
    baseline_longest_m,
    baseline_downhill_m,
    baseline_fast_s,
    session_count as strength_session_count,
    case when not coalesce(is_in_care, false) then round((1 - easing_share) * baseline_7d_m, 3) end
        as first_target_m,
from told
order by runner_id
