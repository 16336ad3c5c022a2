-- One row per run: how its steps were and how it felt, as its watch, belt or pod tells. A run of several
-- recordings has their means by time moving, and the feel of the last that tells one. Devices measure
-- differently: a number is comparable with others of the same device only.
-- grain: session_id
-- columns:
--   runner_id: who ran
--   session_id: the run
--   local_date: the runner's local calendar day of the start
--   ground_contact_s: mean time of a foot on the ground in a step; null, here and below: see form_reason, or this is not told
--   left_contact_share: the left foot's share of the time on the ground, 0-1; null likewise
--   vertical_oscillation_m: mean way of the body up and down in a step; null likewise
--   vertical_ratio: that way over the length of a step; null likewise
--   power_w: mean power as the device reckons it; null likewise
--   normalized_power_w: the same with hard stretches weighing more; null likewise, and for a run of several recordings
--   feel_score: how it felt, 0 very weak to 100 very strong; null likewise
--   form_reason: why nothing of it is told: not_told, or read_before by formulas that did not ask (a rebuild does); null: something is
-- source: core.merged_form; docs/evidence/metrics.md#run_form
with part as (
    select
        session.runner_id,
        session.session_id,
        session.local_date,
        activity.started_at,
        coalesce(activity.moving_s, 1) as weight,
        form.ground_contact_s,
        form.left_contact_share,
        form.vertical_oscillation_m,
        form.vertical_ratio,
        form.power_w,
        form.normalized_power_w,
        form.feel_score,
        form.is_asked,
    from core.session_activity as activity
    inner join core.session as session using (session_id)
    left join core.merged_form as form on form.activity_id = activity.activity_id
),

summed as (
    select
        runner_id,
        session_id,
        local_date,
        sum(ground_contact_s * weight)
        / sum(weight) filter (ground_contact_s is not null) as ground_contact_s,
        sum(left_contact_share * weight)
        / sum(weight) filter (left_contact_share is not null) as left_contact_share,
        sum(vertical_oscillation_m * weight)
        / sum(weight) filter (vertical_oscillation_m is not null) as vertical_oscillation_m,
        sum(vertical_ratio * weight)
        / sum(weight) filter (vertical_ratio is not null) as vertical_ratio,
        sum(power_w * weight) / sum(weight) filter (power_w is not null) as power_w,
        case when count(*) = 1 then max(normalized_power_w) end as normalized_power_w,
        arg_max(feel_score, started_at) filter (feel_score is not null) as feel_score,
        coalesce(bool_or(is_asked), false) as is_asked,
    from part
    group by runner_id, session_id, local_date
)

select
    runner_id,
    session_id,
    local_date,
    round(ground_contact_s, 6) as ground_contact_s,
    round(left_contact_share, 6) as left_contact_share,
    round(vertical_oscillation_m, 6) as vertical_oscillation_m,
    round(vertical_ratio, 6) as vertical_ratio,
    round(power_w, 3) as power_w,
    round(normalized_power_w, 3) as normalized_power_w,
    feel_score,
    case
        when
            coalesce(
                ground_contact_s,
                left_contact_share,
                vertical_oscillation_m,
                vertical_ratio,
                power_w,
                feel_score
            ) is not null
            then null
        when is_asked then 'not_told'
        else 'read_before'
    end as form_reason,
from summed
