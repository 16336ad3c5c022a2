-- One row per run with cadence in detail: the knee load, in thousands of steps on the flat at the
-- runner's own usual step length. Longer steps than one's line expects weigh by the square, downhill
-- steps more, walking steps 0.17. Relative to the own history only; not tested against pain or injury,
-- not comparable between people. No term for speed: quicker running takes fewer steps for the distance.
-- grain: session_id
-- columns:
--   session_id: the run
--   knee_load: thousands of flat steps; null: no cadence, or no line yet
--   knee_load_flat: the same if descents weighed nothing extra: the low end of what is plausible
-- source: evidence.md §5 (KLI); Hart 2022; Telhan 2010; Gottschall & Kram 2005
with session_activity as (
    select * from core.session_activity
),

band as (
    select
        session_activity.session_id,
        any_value(reference.runner_id) as runner_id,
        sum(
            power(reference.intercept + reference.slope * speed_band.distance_m
            / nullif(speed_band.moving_s, 0), 2) * speed_band.load_term
        ) as running_load,
        sum(
            power(reference.intercept + reference.slope * speed_band.distance_m
            / nullif(speed_band.moving_s, 0), 2) * speed_band.load_downhill_term
        ) as downhill_load,
    from core.speed_band as speed_band
    inner join session_activity using (activity_id)
    inner join metric.cadence_reference as reference
        on reference.runner_id = session_activity.runner_id
    group by session_activity.session_id
),

walking as (
    select
        session_activity.session_id,
        sum(exposure.walking_step_count) as walking_step_count,
    from core.exposure as exposure
    inner join session_activity using (activity_id)
    group by session_activity.session_id
),

weighted as (
    select
        session_id,
        band.running_load
        + parameter('knee_load_walking_step_ratio')
        * coalesce(walking.walking_step_count, 0) as flat_load,
        parameter('knee_load_downhill_gain') * coalesce(band.downhill_load, 0) as downhill_load,
    from band
    left join walking using (session_id)
    where band.running_load is not null
)

select
    session_id,
    round((flat_load + downhill_load) / parameter('knee_load_unit_count'), 6) as knee_load,
    round(flat_load / parameter('knee_load_unit_count'), 6) as knee_load_flat,
from weighted
