-- One row per runner and spell in which downhill and fast running are left out for flat, easy running. It begins
-- with a spell of less distance, or with pain that came with hills. Seven green days end it (risk.calm_day);
-- downhill comes back first, fast running after seven green days more.
-- grain: runner_id, start_date
-- columns:
--   runner_id: the runner
--   start_date: local day it began
--   because_name: what began it: easing or hill_pain
--   until_date: last day without downhill if the days to come are green
--   speed_until_date: last day without fast running, likewise
-- source: the order of the two is our choice; docs/evidence/metrics.md#swap
with calm_day as (
    select * from risk.calm_day
),

span as (
    select
        runner_id,
        start_date,
        until_date,
        'easing' as because_name,
    from risk.easing
    union all
    select
        hill_pain.runner_id,
        hill_pain.local_date as start_date,
        calm_day.calm_until_date as until_date,
        'hill_pain' as because_name,
    from metric.hill_pain as hill_pain
    inner join calm_day using (runner_id, local_date)
    where
        hill_pain.is_hill_pain
        and hill_pain.hill_pain_3_run_count >= parameter('hill_pain_least_run_count')
),

apart as (
    select
        *,
        coalesce(
            start_date > max(until_date) over (
                partition by runner_id
                order by start_date, because_name
                rows between unbounded preceding and 1 preceding
            ),
            true
        ) as is_apart,
    from span
),

numbered as (
    select
        *,
        count(*) filter (is_apart) over (
            partition by runner_id
            order by start_date, because_name
        ) as spell_index,
    from apart
),

spell as (
    select
        runner_id,
        spell_index,
        min(start_date) as start_date,
        arg_min(because_name, (start_date, because_name)) as because_name,
        max(until_date) as until_date,
    from numbered
    group by runner_id, spell_index
)

select
    spell.runner_id,
    spell.start_date,
    spell.because_name,
    spell.until_date,
    coalesce(
        calm_day.calm_until_date, spell.until_date + parameter('easing_calm_days')::integer
    ) as speed_until_date,
from spell
left join calm_day
    on
        calm_day.runner_id = spell.runner_id
        and calm_day.local_date = spell.until_date
