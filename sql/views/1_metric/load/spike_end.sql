-- One row per run that was longer than the longest before it and was followed by a run within that
-- former longest: until when a note about it stands. The note is over with that run.
-- grain: session_id
-- columns:
--   runner_id: who ran
--   session_id: the longer run
--   within_date: local day of the next run within the former longest
--   over_date: last day of a note about it: the day before that one, at least its own
-- source: docs/evidence/rules.md#session_spike: a note that outlives the answer to it is not read; our choice
with spike as (
    select *
    from metric.session_spike
    where spike_ratio > 1
),

session as (
    select * from core.session
),

jump as (
    select
        spike.*,
        session.started_at,
    from spike
    inner join session using (session_id)
),

followed as (
    select
        jump.runner_id,
        jump.session_id,
        jump.local_date,
        min(later.local_date) as within_date,
    from jump
    inner join session as later
        on
            later.runner_id = jump.runner_id
            and later.started_at > jump.started_at
            and later.local_date <= jump.local_date + parameter('spike_window_days')::integer
            and later.distance_m
            <= jump.longest_30d_m * (1 + parameter('ratio_slack'))
    group by jump.runner_id, jump.session_id, jump.local_date
)

select
    runner_id,
    session_id,
    within_date,
    greatest(local_date, within_date - 1) as over_date,
from followed
