-- One row per limit that a clinician set for one runner, with what became of it, the newest first. What may be
-- changed is in the rule's file; a change of anything else has no row and no effect.
-- grain: override_id
-- columns:
--   override_id: Our id of the change
--   runner_id: Our id of the runner
--   rule_id: The rule
--   level: info, watch, high or refer
--   title: What the rule looks at
--   comparison: above, at_least, below or at_most
--   unit: Of both limits
--   usual_threshold: The limit of the rule's file
--   threshold: The limit for this runner; null: the level is off
--   reason: Why, in the clinician's words; null: not shared with this viewer
--   from_date: First day that it counts
--   until_date: Last day that it counts; null: no end
--   saved_by: Who set it
--   saved_at: When, UTC
--   ended_by: Who ended it before its time; null: nobody
--   is_current: It counts today
-- source: journal.rule_override; sql/rules; docs/evidence/index.md#typed
with word as (
    select
        override_id,
        arg_min(saved_by, saved_order) as saved_by,
        arg_min(saved_at, saved_order) as saved_at,
        arg_min(coalesce(until_date, date 'infinity'), saved_order) as first_until_date,
        arg_max(saved_by, saved_order) as last_saved_by,
        arg_max(reason, saved_order) as reason,
    from journal.rule_override
    group by override_id
),

own as (
    select
        *,
        from_date <= as_of_date()
        and coalesce(until_date >= as_of_date(), true) as is_of_today,
    from risk.own_limit
),

ranked as (
    select
        *,
        is_of_today
        and row_number() over (
            partition by runner_id, rule_id, level, is_of_today
            order by saved_index desc
        ) = 1 as is_current,
    from own
)

select
    ranked.override_id,
    ranked.runner_id,
    ranked.rule_id,
    ranked.level,
    rule.title,
    rule.comparison,
    rule.unit,
    level.threshold as usual_threshold,
    ranked.threshold,
    word.reason,
    ranked.from_date,
    ranked.until_date,
    word.saved_by,
    word.saved_at,
    case when ranked.until_date < word.first_until_date then word.last_saved_by end as ended_by,
    ranked.is_current,
from ranked
inner join word using (override_id)
inner join rule.rule as rule using (rule_id)
inner join rule.level as level using (rule_id, level)
order by
    ranked.runner_id,
    ranked.saved_index desc
