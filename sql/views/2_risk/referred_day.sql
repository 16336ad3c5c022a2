-- One row per runner and day on which a ticked warning sign counts, so that no load is advised: the days of
-- risk.runner_day with status refer, without everything else that a status looks at. A clinician's dated
-- change of the limit holds here too.
-- grain: runner_id, local_date
-- columns:
--   runner_id: the runner
--   local_date: local calendar day
-- source: evidence.md §6.4 and §11
with flagged as (
    select
        runner_id,
        local_date,
        max(red_flag_count) as red_flag_count,
    from metric.pain_day
    where red_flag_count > 0
    group by
        runner_id,
        local_date
),

level as (
    select
        rule_id,
        rule.holds_days,
        level.level,
        level.threshold,
    from rule.rule as rule
    inner join rule.level as level using (rule_id)
    where
        rule.metric = 'red_flag_count'
        and level.status = 'refer'
),

override as (
    select *
    from journal.rule_override
    qualify row_number() over (partition by override_id order by saved_at desc) = 1
),

limited as (
    select
        flagged.*,
        level.holds_days,
        case when override.override_id is null then level.threshold else override.threshold end
            as threshold,
    from flagged
    cross join level
    left join override
        on
            override.runner_id = flagged.runner_id
            and override.rule_id = level.rule_id
            and override.level = level.level
            and override.from_date <= flagged.local_date
            and coalesce(override.until_date >= flagged.local_date, true)
    qualify
        row_number() over (
            partition by
                flagged.runner_id,
                flagged.local_date,
                level.rule_id,
                level.level
            order by
                override.saved_at desc,
                override.override_id
        ) = 1
),

held as (
    select
        runner_id,
        local_date + unnest(range(0, holds_days))::integer as local_date,
    from limited
    where red_flag_count >= threshold
)

select distinct
    runner_id,
    local_date,
from held
