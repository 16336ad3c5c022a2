-- One row per runner and week since strength work began, weeks without any included, up to the present one.
-- A week without a log is 0 logged, which is not the same as 0 done.
-- grain: runner_id, week_start_date
-- columns:
--   runner_id: the runner
--   week_start_date: local first day of the week, monday or sunday as the runner has it
--   session_count: days with any strength work logged
--   planned_session_count: sessions that the programme of today asks for
--   set_count: sets logged, of entries that say how many
--   warm_up_count: days with a warm-up ticked
-- source: docs/evidence/metrics.md#strength_week
with programme as (
    select
        programme.runner_id,
        programme.session_count,
        runner.week_start,
        week_start_date(programme.first_date, runner.week_start) as first_week,
        week_start_date(as_of_date(), runner.week_start) as last_week,
    from metric.strength_programme as programme
    inner join core.runner as runner using (runner_id)
    where programme.first_date <= as_of_date()
),

week as (
    select
        runner_id,
        session_count,
        first_week + 7 * unnest(range(0, (last_week - first_week) // 7 + 1))::integer
            as week_start_date,
    from programme
),

done as (
    select
        runner_id,
        week_start_date(day.local_date, programme.week_start) as week_start_date,
        count(distinct day.local_date)::integer as session_count,
        sum(day.set_count)::integer as set_count,
    from metric.strength_day as day
    inner join programme using (runner_id)
    where day.local_date <= as_of_date()
    group by all
),

warmed as (
    select
        warm_up.runner_id,
        week_start_date(warm_up.local_date, programme.week_start) as week_start_date,
        count(distinct warm_up.local_date)::integer as warm_up_count,
    from metric.warm_up_day as warm_up
    inner join programme using (runner_id)
    where
        warm_up.is_done
        and warm_up.local_date <= as_of_date()
    group by all
)

select
    runner_id,
    week_start_date,
    coalesce(done.session_count, 0) as session_count,
    week.session_count as planned_session_count,
    coalesce(done.set_count, 0) as set_count,
    coalesce(warmed.warm_up_count, 0) as warm_up_count,
from week
left join done using (runner_id, week_start_date)
left join warmed using (runner_id, week_start_date)
