-- One row per run with descents: those together, walked ones left out of pace and steps.
-- grain: session_id
-- columns:
--   runner_id: who ran
--   session_id: the run
--   local_date: the runner's local calendar day
--   descent_count: how many descents
--   length_m: their length together
--   loss_m: metres lost on them
--   grade_ratio: mean grade over them, negative
--   speed_mps: speed over those run; null: all walked
--   slower_than_usual_share: middle one of how much slower than usual they were run, negative is faster; null: see reason
--   step_length_m: mean length of a step, the first 5 s of each left out; null: no cadence, or altitude by GPS only
--   step_length_ratio: that over what the own line expects on the flat at that speed; null: likewise, or no line
--   energy_j_per_kg: energy the body must take up on them; null: altitude by GPS only
--   energy_per_m_j_per_kg: the same a metre of way; null: likewise
--   energy_per_step_j_per_kg: the same a step; null: no cadence, or altitude by GPS only
--   altitude_source: barometric, gps, corrected or none, of the longest descent
--   reason: why slower_than_usual_share is null: gps_altitude, walked, no_flat_speed or few_descents; null: it is known
-- source: metric.descent; docs/evidence/metrics.md#descents
with descent as (
    select
        *,
        case when reason is distinct from 'walked' then moving_s end as run_s,
        case when step_length_ratio is not null then step_count end as compared_step_count,
        case when step_length_m is not null then step_count end as measured_step_count,
        case when energy_per_step_j_per_kg is not null then energy_j_per_kg end as shared_energy,
    from metric.descent
)

select
    runner_id,
    session_id,
    any_value(local_date) as local_date,
    count(*)::integer as descent_count,
    round(sum(length_m), 3) as length_m,
    round(sum(loss_m), 3) as loss_m,
    round(-sum(loss_m) / sum(length_m), 6) as grade_ratio,
    round(
        sum(length_m) filter (run_s is not null) / nullif(sum(run_s), 0), 6
    ) as speed_mps,
    round(median(slower_than_usual_share), 6) as slower_than_usual_share,
    round(
        sum(step_length_m * measured_step_count) / nullif(sum(measured_step_count), 0), 6
    ) as step_length_m,
    round(
        sum(step_length_m * compared_step_count)
        / nullif(sum(step_length_m / step_length_ratio * compared_step_count), 0), 6
    ) as step_length_ratio,
    round(sum(energy_j_per_kg), 6) as energy_j_per_kg,
    round(
        sum(energy_j_per_kg) / nullif(sum(length_m) filter (energy_j_per_kg is not null), 0), 6
    ) as energy_per_m_j_per_kg,
    round(
        sum(shared_energy) / nullif(sum(step_count) filter (shared_energy is not null), 0), 6
    ) as energy_per_step_j_per_kg,
    first(altitude_source order by length_m desc, activity_id, descent_index) as altitude_source,
    case
        when median(slower_than_usual_share) is null
            then first(reason order by length_m desc, activity_id, descent_index)
    end as reason,
from descent
group by runner_id, session_id
