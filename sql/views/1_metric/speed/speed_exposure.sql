-- One row per runner and week: running time by zone of the runner's own reference speed, descents left
-- out, of runs with a stream.
-- grain: runner_id, week_start_date
-- columns:
--   runner_id: the runner
--   week_start_date: local first day of the week
--   easy_s: running below 0.80 of the reference speed; 0: a week off, null, here and below: unknown for more than a fifth of the moving time
--   moderate_s: running at 0.80 to 0.95 of the reference speed; null likewise
--   fast_s [fast running, {minutes}]: running at 0.95 to 1.15 of the reference speed; null likewise
--   sprint_s [sprint, {minutes}]: running at 1.15 of the reference speed and above; null likewise
--   sprint_m: distance of that; null likewise
--   fast_share: part of the running time, descents left out, that was fast or sprint, 0-1; null: none, or unknown
--   fast_run_count: runs with a minute or more of fast and sprint time, of runs with a stream; 0: a week off; null as for the seconds by speed
--   moving_s: time moving; null: unknown
--   speed_known_share: part of it recorded in detail with a reference speed, which the seconds are over, 0-1; null: nothing moved
--   reference_speed_mps: the speed that the zones are measured by; null: see the reason
--   reference_speed_method: critical_speed, best_20_min, best_5_km or fast_30_s; null as above
--   reference_speed_reason: why it is null: no_efforts in 90 days, or no_fast_efforts: none clearly above the easy speed; null: it is known
-- source: Smyth & Muniz-Pumares 2020; the edges are our choice; docs/evidence/metrics.md#speed_zones
with week as (
    select * from metric.runner_week
),

sprint as (
    select
        runner_id,
        week_start_date,
        round(sum(sprint_m), 3) as sprint_m,
    from metric.run
    group by runner_id, week_start_date
)

select
    runner_id,
    week_start_date,
    week.easy_s,
    week.moderate_s,
    week.fast_s,
    week.sprint_s,
    case when week.sprint_s is not null then coalesce(sprint.sprint_m, 0) end as sprint_m,
    round(
        (week.fast_s + week.sprint_s)
        / nullif(week.easy_s + week.moderate_s + week.fast_s + week.sprint_s, 0), 6
    ) as fast_share,
    week.fast_run_count,
    week.moving_s,
    week.speed_known_share,
    reference_speed.reference_speed_mps,
    reference_speed.reference_speed_method,
    case
        when reference_speed.reference_speed_mps is null
            then coalesce(reference_speed.reference_speed_reason, 'no_efforts')
    end as reference_speed_reason,
from week
left join sprint using (runner_id, week_start_date)
left join metric.reference_speed as reference_speed using (runner_id, week_start_date)
