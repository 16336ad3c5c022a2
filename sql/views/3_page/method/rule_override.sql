-- One row per limit that a clinician set for one runner and that counts today.
-- grain: runner_id, rule_id, level
-- columns:
--   runner_id: Our id of the runner
--   rule_id: The rule
--   level: info, watch, high or refer
--   title: What the rule looks at
--   comparison: above, at_least, below or at_most
--   unit: Of both limits
--   usual_threshold: The limit of the rule's file
--   threshold: The limit for this runner; null: the level is off
--   reason: Why, in the clinician's words
--   from_date: First day that it counts
--   until_date: Last day that it counts; null: no end
--   saved_by: Who set it
--   saved_at: When, UTC
-- source: journal.rule_override; sql/rules; docs/evidence/index.md#typed
with newest as (
    select *
    from journal.rule_override
    qualify row_number() over (partition by override_id order by saved_order desc) = 1
),

today as (
    select *
    from newest
    where
        from_date <= as_of_date()
        and coalesce(until_date >= as_of_date(), true)
    qualify row_number() over (
        partition by runner_id, rule_id, level
        order by saved_order desc
    ) = 1
)

select
    today.runner_id,
    today.rule_id,
    today.level,
    rule.title,
    rule.comparison,
    rule.unit,
    level.threshold as usual_threshold,
    today.threshold,
    today.reason,
    today.from_date,
    today.until_date,
    today.saved_by,
    today.saved_at,
from today
inner join rule.rule as rule using (rule_id)
inner join rule.level as level using (rule_id, level)
order by
    today.runner_id,
    today.rule_id,
    today.level
