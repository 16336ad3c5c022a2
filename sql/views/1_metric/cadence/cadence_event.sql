-- One row per thing that moves a plan of quicker steps, in order: a judged run while it was under way,
-- a knee that was worse the morning after a run of it, new pain of the calf or the Achilles tendon.
-- Pain comes after the runs of its day.
-- grain: plan_id, event_index
-- columns:
--   runner_id: whose plan
--   plan_id: the plan
--   event_index: place in the plan, from 1
--   local_date: the runner's local calendar day
--   event_kind: run, knee_pain or calf_pain
--   session_id: the run; null: pain
--   flat_s: flat, steady running behind the run's cadence; null: pain
--   cadence_adjusted_spm: the run's cadence at the plan's own reference speed, by its own slope; null: pain
-- source: docs/evidence/metrics.md#cadence_step
with plan as (
    select * from metric.cadence_plan
),

turn as (
    select
        runner_id,
        plan_id,
        started_at as turned_at,
        0 as saved_order,
        true as is_on,
    from plan
    union all
    select
        runner_id,
        plan_id,
        acted_at as turned_at,
        saved_order,
        action = 'resume' as is_on,
    from journal.cadence_action
    where action in ('pause', 'resume', 'stop')
),

-- What bears a later time than something done after it was written by a clock that was wrong: it holds
-- from the time of the later one, so that spans never overlap.
in_order as (
    select
        turn.* replace (
            greatest(
                plan.started_at,
                min(turn.turned_at) over (
                    partition by plan_id
                    order by turn.saved_order
                    rows between current row and unbounded following
                )
            ) as turned_at
        ),
        plan.lapse_date,
    from turn
    inner join plan using (plan_id)
),

span as (
    select
        *,
        lead(turned_at) over (partition by plan_id order by saved_order) as until_at,
    from in_order
),

run as (
    select
        span.plan_id,
        span.runner_id,
        run.session_id,
        run.started_at,
        run.local_date,
    from span
    inner join metric.run as run
        on
            run.runner_id = span.runner_id
            and run.started_at >= span.turned_at
            and run.started_at < coalesce(span.until_at, 'infinity'::timestamp)
            and run.local_date < span.lapse_date
    where span.is_on
),

judged_run as (
    select
        run.runner_id,
        run.plan_id,
        run.local_date,
        1 as place,
        run.started_at,
        'run' as event_kind,
        session_id,
        flat.flat_s,
        flat.flat_cadence_spm
        - plan.line_slope * (flat.flat_speed_mps - plan.reference_speed_mps)
            as cadence_adjusted_spm,
    from run
    inner join plan using (plan_id)
    inner join metric.run_flat_cadence as flat using (session_id)
    where flat.is_judged
),

knee_pain as (
    select distinct
        run.runner_id,
        run.plan_id,
        run.local_date,
    from run
    inner join metric.pain_day as pain
        on
            pain.runner_id = run.runner_id
            and pain.local_date = run.local_date
    where pain.morning_rise_score >= parameter('cadence_step_rise_score')
),

strong_calf_pain as (
    select
        plan_id,
        local_date,
    from journal.cadence_action
    where
        action = 'calf_pain'
        and pain_score >= parameter('cadence_step_calf_score')
    union
    select
        plan.plan_id,
        site_pain.local_date,
    from metric.site_pain_day as site_pain
    inner join plan using (runner_id)
    where
        site_pain.site in ('calf', 'achilles')
        and site_pain.pain_worst_score >= parameter('cadence_step_calf_score')
),

-- What hurt before the plan is no pain of the plan, but makes the next day no new pain either.
calf_pain as (
    select
        plan.runner_id,
        plan_id,
        pain.local_date,
    from (
        select
            *,
            lag(local_date) over (partition by plan_id order by local_date) as previous_date,
        from strong_calf_pain
    ) as pain
    inner join plan using (plan_id)
    where
        coalesce(
            pain.local_date - pain.previous_date > parameter('cadence_step_calf_new_days'), true
        )
        and pain.local_date >= plan.started_at::date
        and pain.local_date < plan.lapse_date
),

event as (
    select * from judged_run
    union all by name
    select
        *,
        2 as place,
        'knee_pain' as event_kind,
    from knee_pain
    union all by name
    select
        *,
        3 as place,
        'calf_pain' as event_kind,
    from calf_pain
)

select
    runner_id,
    plan_id,
    (row_number() over (
        partition by plan_id
        order by local_date, place, started_at, session_id
    ))::integer as event_index,
    local_date,
    event_kind,
    session_id,
    flat_s,
    round(cadence_adjusted_spm, 6) as cadence_adjusted_spm,
from event
