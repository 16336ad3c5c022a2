-- One row per runner and week: what the terrain asked. Bands hold runs with altitude in detail only;
-- treadmill runs have no known hills.
-- grain: runner_id, week_start_date
-- columns:
--   runner_id: the runner
--   week_start_date: local first day of the week
--   ascent_m: metres climbed; 0: a week off, null: unknown
--   descent_m: metres lost; 0: a week off, null: unknown
--   up_2_5_m: distance at +2 to +5 %
--   up_5_10_m: distance at +5 to +10 %
--   up_10_m: distance steeper than +10 %
--   flat_m: distance between -2 and +2 %
--   down_2_5_m: distance at -2 to -5 %
--   down_5_10_m: distance at -5 to -10 %
--   down_10_15_m: distance at -10 to -15 %
--   down_15_m: distance steeper than -15 %
--   downhill_m: all distance at -2 % or steeper
--   downhill_weighted_m: the same, weighted by braking force; an upper bound for the knee
--   descent_28d_ratio: metres lost this week over the weekly mean of the 28 days before; null: a week is unknown, or that mean is under 100 m
--   most_6w_descent_m: most metres lost in one of the six weeks before; null: unknown
--   altitude_share: part of the week's distance with known hills, 0-1; null: no run
--   barometric_share: part of the week's distance with altitude by barometer or map, 0-1; null: no run
-- source: evidence.md §3; Gottschall & Kram 2005 (weight); Bontemps 2020 (unaccustomed descent)
with week as (
    select * from metric.runner_week
),

run as (
    select
        run.runner_id,
        run.week_start_date,
        run.distance_m,
        run.altitude_source,
        hills.*,
    from metric.run as run
    left join metric.run_hills as hills on hills.session_id = run.session_id
),

banded as (
    select
        runner_id,
        week_start_date,
        round(sum(up_2_5_m), 3) as up_2_5_m,
        round(sum(up_5_10_m), 3) as up_5_10_m,
        round(sum(up_10_m), 3) as up_10_m,
        round(sum(flat_m), 3) as flat_m,
        round(sum(down_2_5_m), 3) as down_2_5_m,
        round(sum(down_5_10_m), 3) as down_5_10_m,
        round(sum(down_10_15_m), 3) as down_10_15_m,
        round(sum(down_15_m), 3) as down_15_m,
        round(sum(downhill_m), 3) as downhill_m,
        round(sum(downhill_weighted_m), 3) as downhill_weighted_m,
        round(coalesce(sum(distance_m) filter (downhill_m is not null), 0)
        / sum(distance_m), 6) as altitude_share,
        round(coalesce(sum(distance_m) filter (
            altitude_source in ('barometric', 'corrected')
        ), 0) / sum(distance_m), 6) as barometric_share,
    from run
    group by runner_id, week_start_date
),

compared as (
    select
        *,
        avg(descent_m) over four_before as mean_4w_descent_m,
        count(descent_m) filter (is_complete) over four_before as known_4w_count,
        max(descent_m) over six_before as most_6w_descent_m,
        count(descent_m) filter (is_complete) over six_before as known_6w_count,
    from week
    window
        four_before as (
            partition by runner_id
            order by week_start_date
            rows between 4 preceding and 1 preceding
        ),
        six_before as (
            partition by runner_id
            order by week_start_date
            rows between 6 preceding and 1 preceding
        )
)

select
    runner_id,
    week_start_date,
    compared.ascent_m,
    compared.descent_m,
    coalesce(banded.up_2_5_m, none_if(compared.run_count)) as up_2_5_m,
    coalesce(banded.up_5_10_m, none_if(compared.run_count)) as up_5_10_m,
    coalesce(banded.up_10_m, none_if(compared.run_count)) as up_10_m,
    coalesce(banded.flat_m, none_if(compared.run_count)) as flat_m,
    coalesce(banded.down_2_5_m, none_if(compared.run_count)) as down_2_5_m,
    coalesce(banded.down_5_10_m, none_if(compared.run_count)) as down_5_10_m,
    coalesce(banded.down_10_15_m, none_if(compared.run_count)) as down_10_15_m,
    coalesce(banded.down_15_m, none_if(compared.run_count)) as down_15_m,
    coalesce(banded.downhill_m, none_if(compared.run_count)) as downhill_m,
    coalesce(banded.downhill_weighted_m, none_if(compared.run_count)) as downhill_weighted_m,
    case
        when
            (compared.is_complete or compared.is_running)
            and compared.known_4w_count = 4
            and compared.mean_4w_descent_m >= parameter('descent_floor_m')
            then round(compared.descent_m / compared.mean_4w_descent_m, 6)
    end as descent_28d_ratio,
    case when compared.known_6w_count = 6 then compared.most_6w_descent_m end
        as most_6w_descent_m,
    banded.altitude_share,
    banded.barometric_share,
from compared
left join banded using (runner_id, week_start_date)
