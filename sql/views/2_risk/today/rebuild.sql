-- One row per runner and week of the way back to the usual week, after a spell of less distance: each may have
-- a tenth more than the one before. It is counted from what the spell allowed, not from what was run: after
-- a week off, a tenth more of nothing would be nothing.
-- grain: runner_id, from_date
-- columns:
--   runner_id: the runner
--   from_date: first local day of the week
--   until_date: last local day of it
--   easing_start_date: the spell it follows
--   start_date: first day of the way back
--   end_date: last day of it
--   week_index: 1 for the first
--   cap_7d_m: distance to stay within over seven days; null: unknown
--   baseline_7d_m: the usual week it leads back to; null: unknown
-- source: docs/evidence/metrics.md#easing
with spell as (
    select
        *,
        until_date + 1 as back_date,
        -- Least whole number of weeks in which the growth makes up for the share, less the one that does.
        ceil(-ln(1 - easing_share) / ln(parameter('rebuild_growth_ratio')))::integer - 1
            as week_count,
        lead(start_date) over (partition by runner_id order by start_date) as next_start_date,
    from risk.easing
),

week as (
    select
        *,
        unnest(range(1, week_count + 1))::integer as week_index,
    from spell
)

select
    runner_id,
    back_date + 7 * (week_index - 1) as from_date,
    least(back_date + 7 * week_index, coalesce(next_start_date, 'infinity'::date)) - 1
        as until_date,
    start_date as easing_start_date,
    back_date as start_date,
    back_date + 7 * week_count - 1 as end_date,
    week_index,
    round(
        (1 - easing_share) * parameter('rebuild_growth_ratio') ** week_index * baseline_7d_m, 3
    ) as cap_7d_m,
    baseline_7d_m,
from week
where back_date + 7 * (week_index - 1) < coalesce(next_start_date, 'infinity'::date)
