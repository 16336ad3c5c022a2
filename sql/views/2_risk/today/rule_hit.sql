-- One row per runner, day and rule whose limit was passed: the highest level passed that day, with the
-- number that passed it. A clinician's dated change for one runner replaces the limit, or switches the
-- level off where it gives none.
-- grain: runner_id, local_date, rule_id
-- columns:
--   runner_id: the runner
--   local_date: local calendar day that the number belongs to
--   rule_id: the rule, described in rule.rule
--   level: info, watch, high or refer
--   value: the number
--   threshold: the limit that it passed
--   unit: of both
--   session_id: the run it belongs to; null: of a day
--   knee: left, right or unknown; null: not of a knee
--   status: what it leads to: refer, red, amber, high_load, load_note or not_enough_data; null: context only, or of pain too low for it
--   is_own_threshold: the limit is a clinician's, for this runner
--   until_date: last day it counts for; null: for as many days as its rule says
--   over_date: last day it may count for at most, whatever its rule says; null: nothing ended it
-- source: sql/rules; docs/evidence/metrics.md#status
with override as (
    select
        runner_id,
        rule_id,
        level,
        list({
            'threshold': threshold,
            'from_date': from_date,
            'until_date': until_date
        } order by saved_index desc) as changes,
    from risk.own_limit
    group by runner_id, rule_id, level
),

-- Apart from the rest: DuckDB else plans numbers, of which there are thirty kinds, and limits at once.
number as materialized (
    select * from risk.signal
),

limited as (
    select
        signal.*,
        rule.rule_id,
        rule.unit,
        rule.comparison,
        level.level,
        level.threshold as usual_threshold,
        case
            when
                level.status_from_score is null
                or signal.not_green_score >= level.status_from_score
                then nullif(level.status, '')
        end as status,
        list_filter(
            override.changes,
            lambda change:
                change.from_date <= signal.local_date
                and coalesce(change.until_date >= signal.local_date, true)
        )[1] as change,
    from number as signal
    inner join rule.rule as rule using (metric)
    inner join rule.level as level using (rule_id)
    left join override
        on
            override.runner_id = signal.runner_id
            and override.rule_id = rule.rule_id
            and override.level = level.level
),

compared as (
    select
        *,
        case when change is null then usual_threshold else change.threshold end as threshold,
        change is not null as is_own_threshold,
    from limited
),

passed as (
    select *
    from compared
    where
        case comparison
            when 'above' then value > threshold + parameter('ratio_slack')
            when 'at_least' then value >= threshold - parameter('ratio_slack')
            when 'below' then value < threshold - parameter('ratio_slack')
            when 'at_most' then value <= threshold + parameter('ratio_slack')
        end
)

select
    runner_id,
    local_date,
    rule_id,
    level,
    value,
    threshold,
    unit,
    session_id,
    knee,
    status,
    is_own_threshold,
    until_date,
    over_date,
from passed
qualify row_number() over (
    partition by runner_id, local_date, rule_id
    order by
        list_position(['refer', 'high', 'watch', 'info'], level),
        status_rank(status),
        until_date desc nulls last,
        case when comparison in ('above', 'at_least') then value else -value end desc,
        session_id,
        knee
) = 1
