-- One row per runner: today's status, and whether all advice on training is held back: while a warning sign
-- stands that nobody has looked at, or one whose clinician has not let the runner train again. No load,
-- green as it may be, lifts this.
-- grain: runner_id
-- columns:
--   runner_id: the runner
--   local_date: the present local day
--   status: refer, red, amber, high_load, load_note, ok or not_enough_data
--   hold_name: why advice is held back: refer, or under_care (looked at, and still with the clinician); null: it is not
--   hold_from_date: local day of the oldest sign that stands, or since when it is looked after; null: nothing of either
-- source: docs/evidence/metrics.md#status
with status as (
    select
        runner_id,
        local_date,
        status,
    from risk.runner_day
    where local_date = as_of_date()
),

sign as (
    select
        runner_id,
        min(local_date) filter (is_standing) as standing_date,
        min(outcome_date) filter (outcome_name = 'under_care') as care_date,
    from metric.red_flag
    group by runner_id
)

select
    runner_id,
    status.local_date,
    status.status,
    case
        when status.status = 'refer' then 'refer'
        when sign.care_date is not null then 'under_care'
    end as hold_name,
    case
        when status.status = 'refer' then sign.standing_date
        else sign.care_date
    end as hold_from_date,
from status
left join sign using (runner_id)
