-- One row per runner and day: the status in one word and everything behind it. A passed limit counts for
-- as many days as its rule says, the day itself included, unless it has a last day of its own: a warning
-- sign counts until somebody looked at it, a jump until a run within the former longest. What a rule
-- tells beside pain only is among the reasons of days on which a knee hurt of late. There is no score: signs that need a clinician
-- come before pain, pain before load. Days before enough is known have not_enough_data.
-- grain: runner_id, local_date
-- columns:
--   runner_id: the runner
--   local_date: local calendar day
--   status: refer, red, amber, high_load, load_note, ok or not_enough_data
--   reasons: list of the limits passed, most important first, each with rule_id, level, status (null: context), local_date, value, threshold, unit, session_id and knee
-- source: docs/evidence/metrics.md#status
with hit as (
    select
        rule_hit.*,
        rule.holds_days,
        rule.only_beside,
    from risk.rule_hit as rule_hit
    inner join rule.rule as rule using (rule_id)
),

first_hit as (
    select
        runner_id,
        min(local_date) as local_date,
    from hit
    group by runner_id
),

runner as (
    select
        runner_id,
        span.first_date as first_known_date,
        coalesce(least(span.first_date, first_hit.local_date), as_of_date()) as first_date,
        coalesce(span.last_date, as_of_date()) as last_date,
    from core.runner
    left join metric.runner_span as span using (runner_id)
    left join first_hit using (runner_id)
),

day as (
    select
        runner_id,
        first_known_date,
        first_date + unnest(range(0, last_date - first_date + 1))::integer as local_date,
    from runner
),

held as (
    select
        *,
        local_date + unnest(
            range(
                0,
                least(
                    coalesce(until_date - local_date + 1, holds_days), over_date - local_date + 1
                )
            )
        )::integer as held_date,
    from hit
),

lasting as (
    select *
    from held
    qualify row_number() over (
        partition by runner_id, held_date, rule_id
        order by
            list_position(['refer', 'high', 'watch', 'info'], level),
            local_date desc
    ) = 1
),

painful as (
    select
        runner_id,
        local_date
        + unnest(range(0, parameter('beside_pain_days')::integer))::integer as held_date,
    from metric.pain_day
    where whole_score(pain_worst_score) >= parameter('beside_pain_score')
    union
    select
        runner_id,
        held_date,
    from lasting
    where status in ('refer', 'red', 'amber')
),

told as (
    select lasting.*
    from lasting
    left join painful using (runner_id, held_date)
    where
        lasting.only_beside <> 'pain'
        or painful.runner_id is not null
),

-- Sorted once all lists are made: a list made in order sorts the rows of each day by themselves.
reasoned as (
    select
        runner_id,
        held_date as local_date,
        min(status_rank(status)) as best_rank,
        list_transform(
            list_sort(
                list({
                    'status_rank': status_rank(status),
                    'level_rank': list_position(['refer', 'high', 'watch', 'info'], level),
                    'days_back': date '1970-01-01' - local_date,
                    'rule_id': rule_id,
                    'reason': {
                        'rule_id': rule_id,
                        'level': level,
                        'status': status,
                        'local_date': local_date,
                        'value': value,
                        'threshold': threshold,
                        'unit': unit,
                        'session_id': session_id,
                        'knee': knee
                    }
                })
            ),
            lambda one: one.reason
        ) as reasons,
    from told
    group by runner_id, held_date
)

select
    runner_id,
    local_date,
    case
        when reasoned.best_rank <= 7 then status_of_rank(reasoned.best_rank)
        when day.local_date >= day.first_known_date then 'ok'
        else 'not_enough_data'
    end as status,
    coalesce(reasoned.reasons, []) as reasons,
from day
left join reasoned using (runner_id, local_date)
