-- One row per runner whose knee asks for another way to run: shorter and flatter runs, and more of them, worked
-- out from the runner's own weeks before; or, red twice within a week, a pause until it was looked at. No row:
-- nothing asks for it.
-- grain: runner_id
-- columns:
--   runner_id: the runner
--   state_name: offer or pause
--   because_name: easing, onset_earlier or double_red
--   start_date: local day that began it
--   until_date: last day of it, as things stand
--   usual_run_count: runs a week in the four weeks before, rounded; null: no pause, unknown or none
--   usual_run_m: mean distance of them; null likewise
--   offered_run_count: runs a week; null likewise
--   offered_run_m: distance of each, before the limit of tomorrow is looked at; null likewise
-- source: TREK education for runners; docs/evidence/metrics.md#keep_running
with pause as (
    select
        runner_id,
        start_date,
    from risk.pause_day
    where local_date = as_of_date()
),

asked as (
    select
        runner_id,
        'easing' as because_name,
        start_date,
        until_date,
        first_date,
        target_7d_m as week_m,
    from risk.easing
    where as_of_date() between start_date and until_date
    union all
    select
        runner_id,
        'onset_earlier' as because_name,
        start_date,
        until_date,
        start_date as first_date,
        null as week_m,
    from risk.run_walk
    where as_of_date() between start_date and until_date
),

chosen as (
    select *
    from asked
    qualify row_number() over (partition by runner_id order by because_name) = 1
),

usual as (
    select
        chosen.runner_id,
        greatest(round(count(*) / 4), 1) as run_count,
        sum(session.distance_m) / 4 as week_m,
        avg(session.distance_m) as run_m,
    from chosen
    inner join core.session as session
        on
            session.runner_id = chosen.runner_id
            and session.local_date < chosen.first_date
            and session.local_date >= chosen.first_date - 28
    where session.distance_m is not null
    group by chosen.runner_id
),

sized as (
    select
        chosen.*,
        usual.run_count as usual_run_count,
        usual.run_m as usual_run_m,
        least(chosen.week_m, usual.week_m) as offered_week_m,
        greatest(
            least(
                usual.run_count + parameter('offer_more_run_count'),
                greatest(usual.run_count, parameter('offer_most_run_count')),
                floor(offered_week_m / parameter('offer_least_m'))
            ),
            1
        ) as offered_run_count,
    from chosen
    left join usual using (runner_id)
    anti join pause using (runner_id)
)

select
    runner_id,
    'pause' as state_name,
    'double_red' as because_name,
    start_date,
    start_date + parameter('red_window_days')::integer - 1 as until_date,
    null::integer as usual_run_count,
    null::double as usual_run_m,
    null::integer as offered_run_count,
    null::double as offered_run_m,
from pause
union all
select
    runner_id,
    'offer' as state_name,
    because_name,
    start_date,
    until_date,
    usual_run_count::integer as usual_run_count,
    round(usual_run_m, 3) as usual_run_m,
    case when usual_run_count is not null then offered_run_count::integer end as offered_run_count,
    case
        when usual_run_count is not null then round(offered_week_m / offered_run_count, 3)
    end as offered_run_m,
from sized
