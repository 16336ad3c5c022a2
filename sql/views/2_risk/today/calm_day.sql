-- One row per runner and day from the first log of pain to today: whether the knees were calm, and until when
-- what begins, or goes on, with this day lasts. Seven green days end it, at the latest a fortnight without an
-- amber or red one. A day without a log is not green, so it makes the wait a day longer; but it is quiet, so
-- it cannot make it endless. Days to come, and today while nothing speaks against it, are taken as green.
-- grain: runner_id, local_date
-- columns:
--   runner_id: the runner
--   local_date: local calendar day
--   is_troubled: a knee was amber or red, or had a sign for a clinician
--   is_green: every knee logged was green. A day off counts with calm scores of its own, or with the calm morning of a green run the day before
--   calm_until_date: the seventh green day after this one, at the latest the 14th day
-- source: the fortnight is our choice; docs/evidence/metrics.md#easing
with pain as (
    select
        runner_id,
        local_date,
        bool_or(light in ('amber', 'red', 'refer')) as has_trouble,
        bool_and(light = 'green') filter (light is not null) as is_all_green,
        bool_and(light in ('green', 'green_provisional')) filter (light is not null) as is_no_worse,
    from metric.pain_day
    group by runner_id, local_date
),

day as (
    select
        runner_id,
        first_date
        + unnest(range(0, greatest(last_date, as_of_date()) - first_date + 1))::integer
            as local_date,
    from (
        select
            runner_id,
            min(local_date) as first_date,
            max(local_date) as last_date,
        from pain
        group by runner_id
    )
),

run_day as (
    select distinct
        runner_id,
        local_date,
        true as has_run,
    from core.session
),

judged as (
    select
        *,
        coalesce(has_trouble, false) as is_troubled,
        case
            when has_run then coalesce(is_all_green, false)
            else
                coalesce(
                    is_no_worse,
                    lag(coalesce(has_run and is_all_green, false)) over (
                        partition by runner_id order by local_date
                    ),
                    false
                )
        end as is_green,
    from day
    left join pain using (runner_id, local_date)
    left join run_day using (runner_id, local_date)
),

-- Today may still be logged as green.
counted as (
    select
        runner_id,
        local_date,
        is_troubled,
        is_green,
        is_green or (local_date >= as_of_date() and not is_troubled) as is_hoped,
        sum(is_hoped::integer) over (
            partition by runner_id
            order by local_date
            rows between unbounded preceding and current row
        )::bigint as green_index,
        max(local_date) over (partition by runner_id) as last_date,
        sum(is_hoped::integer) over (partition by runner_id)::bigint as green_count,
    from judged
),

green as (
    select
        runner_id,
        green_index,
        local_date as green_date,
    from counted
    where is_hoped
)

select
    counted.runner_id,
    counted.local_date,
    counted.is_troubled,
    counted.is_green,
    least(
        coalesce(
            green.green_date,
            counted.last_date
            + (counted.green_index - counted.green_count)::integer
            + parameter('easing_calm_days')::integer
        ),
        counted.local_date + parameter('calm_longest_days')::integer
    ) as calm_until_date,
from counted
left join green
    on
        green.runner_id = counted.runner_id
        and green.green_index = counted.green_index + parameter('easing_calm_days')
