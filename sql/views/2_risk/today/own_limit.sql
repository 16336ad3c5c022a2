-- One row per limit of load that a clinician set for one runner, as it was last told. A change of a level whose rule
-- lets nobody change it, or to a number outside what the rule's file allows, has no row and no effect.
-- grain: override_id
-- columns:
--   override_id: the change
--   runner_id: the runner
--   rule_id: the rule
--   level: info, watch, high or refer
--   threshold: the limit for this runner, in the unit of the rule; null: the level is off
--   from_date: first day that it counts
--   until_date: last day that it counts; before the first: it never does; null: no end
--   saved_index: the higher, the later it was told: of several that count on a day the last does
-- source: journal.rule_override; sql/rules; docs/evidence/index.md#typed
with newest as (
    select *
    from journal.rule_override
    qualify row_number() over (partition by override_id order by saved_order desc) = 1
)

select
    newest.override_id,
    newest.runner_id,
    newest.rule_id,
    newest.level,
    newest.threshold,
    newest.from_date,
    newest.until_date,
    newest.saved_order as saved_index,
from newest
inner join rule.level as level
    on
        level.own_least is not null
        and level.rule_id = newest.rule_id
        and level.level = newest.level
        and coalesce(newest.threshold between level.own_least and level.own_most, true)
