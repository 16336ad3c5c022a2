-- One row per running activity that counts: how its steps were and how it felt, each from the first of the
-- recordings of the run, in its runner's order, that tells it, and which one that was. Who recorded only
-- a part of the run is asked last.
-- grain: activity_id
-- columns:
--   runner_id: who ran
--   activity_id: the recording that counts
--   ground_contact_s: mean time of a foot on the ground in a step; null: told by none
--   contact_from_id: the recording it is from; null likewise
--   left_contact_share: the left foot's share of the time on the ground, 0-1; null: told by none
--   balance_from_id: the recording it is from; null likewise
--   vertical_oscillation_m: mean way of the body up and down in a step; null: told by none
--   oscillation_from_id: the recording it is from; null likewise
--   vertical_ratio: that way over the length of a step; null: told by none
--   ratio_from_id: the recording it is from; null likewise
--   power_w: mean power as the device reckons it; null: told by none
--   normalized_power_w: the same with hard stretches weighing more, of the same recording; null: not told by it
--   power_from_id: the recording both are from; null: power told by none
--   feel_score: how it felt, 0 very weak to 100 very strong; null: told by none
--   feel_from_id: the recording it is from; null likewise
--   is_asked: at least one of the recordings was read by formulas that ask for it
-- source: docs/evidence/metrics.md#run_form; sql/sources/order.toml
with member as (
    select
        activity.*,
        coalesce(activity.duplicate_of, activity.activity_id) as counted_id,
        coalesce(activity.motion_s, activity.moving_s, activity.elapsed_s) as lasted_s,
    from core.activity as activity
    where
        activity.is_run
        and not activity.is_excluded
),

ranked as (
    select
        member.*,
        coalesce(member.source_rank, 1) + case
            when lasted_as_long(member.lasted_s, counted.lasted_s) then 0
            else 1000
        end as part_rank,
    from member
    inner join member as counted on counted.activity_id = member.counted_id
),

chosen as (
    select
        runner_id,
        counted_id,
        arg_min({'value': ground_contact_s, 'from_id': activity_id}, part_rank)
            filter (ground_contact_s is not null) as contact,
        arg_min({'value': left_contact_share, 'from_id': activity_id}, part_rank)
            filter (left_contact_share is not null) as balance,
        arg_min({'value': vertical_oscillation_m, 'from_id': activity_id}, part_rank)
            filter (vertical_oscillation_m is not null) as oscillation,
        arg_min({'value': vertical_ratio, 'from_id': activity_id}, part_rank)
            filter (vertical_ratio is not null) as ratio,
        arg_min(
            {'mean': power_w, 'normalized': normalized_power_w, 'from_id': activity_id}, part_rank
        ) filter (power_w is not null) as power,
        arg_min({'value': feel_score, 'from_id': activity_id}, part_rank)
            filter (feel_score is not null) as feel,
        bool_or(formula_version >= parameter('form_formula_version')) as is_asked,
    from ranked
    group by runner_id, counted_id
)

select
    runner_id,
    counted_id as activity_id,
    contact.value as ground_contact_s,
    contact.from_id as contact_from_id,
    balance.value as left_contact_share,
    balance.from_id as balance_from_id,
    oscillation.value as vertical_oscillation_m,
    oscillation.from_id as oscillation_from_id,
    ratio.value as vertical_ratio,
    ratio.from_id as ratio_from_id,
    power.mean as power_w,
    power.normalized as normalized_power_w,
    power.from_id as power_from_id,
    feel.value as feel_score,
    feel.from_id as feel_from_id,
    is_asked,
from chosen
