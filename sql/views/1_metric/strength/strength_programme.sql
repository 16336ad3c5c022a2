-- One row per runner: the strength programme that counts for them, and since when they have one. Whoever
-- chose none, or one that is no longer there, has the one for the knee.
-- grain: runner_id
-- columns:
--   runner_id: the runner
--   programme_id: the programme, by the name of its file
--   session_count: sessions a week it asks for
--   first_date: first day of a chosen programme or of any strength work; null: not begun
-- source: docs/evidence/metrics.md#strength_next
with chosen as (
    select *
    from journal.strength_programme
    qualify row_number() over (partition by runner_id order by saved_order desc) = 1
),

logged as (
    select
        runner_id,
        min(local_date) as first_date,
    from metric.strength_day
    group by runner_id
)

select
    runner_id,
    programme.programme_id,
    programme.session_count,
    least(chosen.from_date, logged.first_date) as first_date,
from core.runner
left join chosen using (runner_id)
left join logged using (runner_id)
inner join rule.programme as programme
    on programme.programme_id = case
        when chosen.programme_id in (select programme_id from rule.programme)
            then chosen.programme_id
        else 'knee'
    end
