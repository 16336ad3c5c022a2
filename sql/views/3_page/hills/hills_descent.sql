-- One row per run with descents: how fast it went down, how long the steps were against what the runner's
-- own line expects on the flat at that speed, and how much energy each step took up.
-- grain: session_id
-- columns:
--   runner_id: Our id of the runner
--   session_id: Our id of the run
--   started_at: Start, UTC
--   local_date: The runner's calendar day
--   descent_count: Descents of 60 m or more that lose 5 m or more
--   descent_m: Metres lost on them
--   downhill_m: Their length together, metres
--   grade_ratio: Their mean grade, negative
--   downhill_speed_mps: Speed on them, metres a second; null if all were walked
--   flat_speed_mps: Speed on the flat of the same run, metres a second; null if there was little
--   slower_than_usual_share: How much slower than your usual descents of that grade, a share; negative is faster; null: see the reason
--   step_length_m: Mean length of a downhill step, metres; null without cadence or with altitude by GPS only
--   step_length_ratio: That over what the own line expects on the flat at that speed; null likewise or without a line
--   energy_per_m_j_per_kg: Energy to take up a metre of descent, joules per kilogram; null with altitude by GPS only
--   energy_per_step_j_per_kg: Energy to take up a step, joules per kilogram; null likewise or without cadence
--   quicker_energy_per_step_j_per_kg: The same at the same pace with steps one protocol step quicker
--   altitude_source: barometric, gps (rough), corrected or none
--   reason: Why it is not told whether it was slower than usual: gps_altitude, walked, no_flat_speed or few_descents; null if it is told
-- source: metric.run_descent; Vernillo 2017, doi 10.1007/s40279-016-0605-y; docs/evidence/metrics.md#descents
with descent as (
    select * from metric.run_descent
),

flat as (
    select
        session_id,
        any_value(flat_speed_mps) as flat_speed_mps,
    from metric.descent
    group by session_id
)

select
    run.runner_id,
    session_id,
    run.started_at,
    run.local_date,
    descent.descent_count,
    descent.loss_m as descent_m,
    descent.length_m as downhill_m,
    descent.grade_ratio,
    descent.speed_mps as downhill_speed_mps,
    flat.flat_speed_mps,
    descent.slower_than_usual_share,
    descent.step_length_m,
    descent.step_length_ratio,
    descent.energy_per_m_j_per_kg,
    descent.energy_per_step_j_per_kg,
    round(
        descent.energy_per_step_j_per_kg / (1 + parameter('cadence_step_share')), 6
    ) as quicker_energy_per_step_j_per_kg,
    descent.altitude_source,
    descent.reason,
from metric.run as run
inner join descent using (session_id)
left join flat using (session_id)
order by
    run.started_at desc,
    session_id
