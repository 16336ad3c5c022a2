-- One row per runner and note of how the weeks have grown that holds today. Context: none has a colour.
-- grain: runner_id, rule_id
-- columns:
--   runner_id: Our id of the runner
--   rule_id: The rule
--   metric: The number that it looks at
--   local_date: Day that the number belongs to
--   value: Its value: so many times the distance of before
--   text: The finding in words
--   recent_m: Distance that has grown: of seven days, or the mean week of four, metres
--   earlier_m: Distance it is compared with, metres
-- source: risk.rule_hit; sql/rules
with hit as (
    select
        rule_hit.*,
        rule.metric,
    from risk.rule_hit as rule_hit
    inner join rule.rule as rule using (rule_id)
    where
        rule.metric in ('ramp_7d_ratio', 'build_up_ratio')
        and rule_hit.local_date <= as_of_date()
        and rule_hit.local_date > as_of_date() - rule.holds_days
    qualify row_number() over (
        partition by rule_hit.runner_id, rule_id
        order by rule_hit.local_date desc
    ) = 1
)

select
    hit.runner_id,
    hit.rule_id,
    hit.metric,
    hit.local_date,
    hit.value,
    level_text(
        reason_text(level.text, level.own_text, level.threshold, hit.threshold),
        level.number_text,
        hit.value
    ) as text,
    coalesce(build_up.recent_week_m, rolling.distance_7d_m) as recent_m,
    coalesce(build_up.earlier_week_m, rolling.previous_7d_m) as earlier_m,
from hit
inner join rule.level as level using (rule_id, level)
left join metric.build_up as build_up
    on
        hit.metric = 'build_up_ratio'
        and build_up.runner_id = hit.runner_id
        and build_up.week_start_date = hit.local_date - 6
left join metric.runner_rolling as rolling
    on
        hit.metric = 'ramp_7d_ratio'
        and rolling.runner_id = hit.runner_id
        and rolling.local_date = hit.local_date
order by
    runner_id,
    rule_id
