-- One row per run: how hard it felt, and that times its minutes, against the runner's own runs of the six
-- weeks before. What the runner typed wins over what the file says.
-- grain: session_id
-- columns:
--   runner_id: who ran
--   session_id: the run
--   local_date: the runner's local calendar day
--   moving_s: time moving; null: unknown
--   perceived_exertion_score: how hard it felt, CR-10: 0 rest, 10 as hard as can be; null: not told
--   exertion_source: typed or file; null: not told
--   effort_load_au: exertion times minutes moving, arbitrary units; null: one is unknown
--   effort_run_count: runs of the six weeks before whose load is known
--   effort_rank_share: share of those that asked no more than this one, 0-1; null: fewer than five, or unknown
--   effort_median_au: their median; null: fewer than five
--   effort_upper_au: three in four of them asked no more than this; null: fewer than five
-- source: Foster 2001, JSCR 15:109 (session load); own range: our choice; docs/evidence/metrics.md#session_effort
with entry as (
    select *
    from journal.run_effort
    qualify row_number() over (partition by entry_id order by saved_order desc) = 1
),

typed as (
    select
        part.session_id,
        arg_max(entry.perceived_exertion_score, entry.saved_order) as score,
    from entry
    inner join core.activity as activity using (activity_id)
    inner join core.session_activity as part
        on
            part.activity_id = coalesce(activity.duplicate_of, activity.activity_id)
    where not entry.is_deleted
    group by part.session_id
),

told as (
    select
        session.runner_id,
        session_id,
        session.started_at,
        session.local_date,
        session.moving_s,
        coalesce(typed.score, session.perceived_exertion_score) as perceived_exertion_score,
        case
            when typed.score is not null then 'typed'
            when session.perceived_exertion_score is not null then 'file'
        end as exertion_source,
    from core.session as session
    left join typed using (session_id)
),

loaded as (
    select
        *,
        round(perceived_exertion_score * moving_s / 60, 3) as effort_load_au,
    from told
),

compared as (
    select
        *,
        count(effort_load_au) over before as effort_run_count,
        list(effort_load_au) over before as loads,
        quantile_cont(effort_load_au, 0.5) over before as median_au,
        quantile_cont(effort_load_au, parameter('hard_upper_share')) over before as upper_au,
    from loaded
    window
        before as (
            partition by runner_id
            order by started_at
            range between to_days(parameter('hard_window_days')::integer) preceding
            and interval 1 microsecond preceding
        )
),

known as (
    select
        *,
        effort_run_count >= parameter('hard_least_run_count') as is_enough,
    from compared
)

select
    runner_id,
    session_id,
    local_date,
    moving_s,
    perceived_exertion_score,
    exertion_source,
    effort_load_au,
    effort_run_count,
    case
        when is_enough and effort_load_au is not null
            then round(
                len(list_filter(loads, lambda load: load <= effort_load_au)) / effort_run_count, 6
            )
    end as effort_rank_share,
    case when is_enough then round(median_au, 3) end as effort_median_au,
    case when is_enough then round(upper_au, 3) end as effort_upper_au,
from known
