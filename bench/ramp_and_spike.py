"""Weekly ramp and session spike, worked out by the views and by hand in pandas, Polars and DuckDB.

    python -m bench.ramp_and_spike [RUNNERS RUNS_EACH]

The same invented runs for all, the same two answers, compared as they come. The hands know nothing
of second recordings, of sessions, of unknown distances or of days without a recording, which the
views see to. CPU time of the whole process; a view is made as for a page, its shared parts
worked out once.
"""

import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

import pandas as pd
import polars as pl

from etl.reference.views import read_views
from etl.storage.duckdb_files import Connection, new_in_memory
from etl.warehouse.lazy_views import Before, ViewsOnDemand
from etl.warehouse.tables import base_tables

SIZES = ((1, 3_000), (1, 10_000), (200, 500), (2_000, 500))
TODAY = date(2026, 6, 28)
YEARS_H = 3_650 * 24
TABLES = ("activity", "runner", "rest_day")

Answer = tuple[pl.DataFrame, pl.DataFrame]
"""Ramp by runner and week, spike by run."""


def main() -> None:
    """Print one line a size and contender."""
    given = [int(word) for word in sys.argv[1:]]
    print(f"{'runners':>8}{'runs':>10}  contender        CPU ms")
    for runners, runs in [(given[0], given[1])] if given else SIZES:
        stored = _runs(runners, runs)
        expected = None
        for name, contender in CONTENDERS.items():
            used_s, answer = contender(stored)
            expected = expected or answer
            _compare(name, expected, answer)
            print(f"{runners:>8}{runners * runs:>10}  {name:<14}{used_s * 1000:>10.0f}")


def _runs(runners: int, runs: int) -> pl.DataFrame:
    """Runs of 5 to 15 km over ten years, the last one yesterday."""
    gap_h = max(YEARS_H // runs, 2)
    with new_in_memory(memory_mb=4096) as connection:
        return connection.execute(
            """
            select
                'r' || runner as runner_id,
                'r' || runner || '-' || number as activity_id,
                $today - to_hours((24 + number * $gap_h)::integer) as started_at,
                started_at::date as local_date,
                (5000 + 10 * (hash(runner, number) % 1000))::double as distance_m,
            from range($runners) as one (runner), range($runs) as other (number)
            """,
            {"today": TODAY, "gap_h": gap_h, "runners": runners, "runs": runs},
        ).pl()


def _by_views(runs: pl.DataFrame) -> tuple[float, Answer]:
    with new_in_memory(memory_mb=8192) as connection:
        _store(connection, runs)
        if runs["runner_id"].n_unique() == 1:
            connection.execute("set threads = 1")  # as a snapshot of one runner has it
        available = base_tables(connection)
        views = ViewsOnDemand.over(connection, available=available, before=Before())
        read_views()
        started = time.process_time()
        views.build("metric.weekly_ramp")
        views.build("metric.session_spike")
        ramp = connection.sql(
            "select runner_id, week_start_date, ramp_ratio from metric.weekly_ramp"
        ).pl()
        spike = connection.sql(
            "select session_id as activity_id, spike_ratio from metric.session_spike"
        ).pl()
        return time.process_time() - started, (ramp, spike)


def _store(connection: Connection, runs: pl.DataFrame) -> None:
    """The runs as an import leaves them."""
    from etl.storage.migrations import migrate  # noqa: PLC0415  heavy, and for one contender

    migrate(connection, kind="warehouse")
    migrate(connection, kind="journal")
    connection.execute(f"create macro as_of_date() as date '{TODAY.isoformat()}'")
    connection.register("runs", runs)
    connection.execute(
        """
        insert into core.runner by name
        select distinct
            runner_id,
            runner_id as display_name,
            'UTC' as time_zone,
            'monday' as week_start,
            'km' as units,
            now()::timestamp as created_at,
        from runs
        """
    )
    connection.execute(
        """
        insert into core.activity by name
        select
            runs.*,
            'fit' as source,
            '00' as original_sha256,
            0 as part_index,
            'run' as sport,
            'file' as sport_rule,
            true as is_run,
            false as is_treadmill,
            false as is_excluded,
            'UTC' as time_zone,
            'barometric' as altitude_source,
            'summary' as detail_level,
            'own_file' as share_class,
            1 as formula_version,
            now()::timestamp as imported_at,
            3600 as moving_s,
            3600 as elapsed_s,
            'watch' as device,
        from runs
        """
    )


def _by_duckdb(runs: pl.DataFrame) -> tuple[float, Answer]:
    with new_in_memory(memory_mb=8192) as connection:
        connection.register("arrived", runs)
        connection.execute("create table runs as from arrived")
        started = time.process_time()
        ramp = connection.sql(
            """
            with week as (
                select runner_id, date_trunc('week', local_date)::date as week_start_date,
                    sum(distance_m) as distance_m
                from runs group by all
            ),
            calendar as (
                select runner_id, unnest(range(min(week_start_date)::timestamp,
                    $this_week::timestamp + interval 1 day, interval 7 days))::date
                    as week_start_date
                from week group by runner_id
            )
            select runner_id, week_start_date,
                case when lag(coalesce(distance_m, 0)) over recent >= 10000
                    then coalesce(distance_m, 0) / lag(coalesce(distance_m, 0)) over recent
                end as ramp_ratio
            from calendar left join week using (runner_id, week_start_date)
            window recent as (partition by runner_id order by week_start_date)
            """,
            params={"this_week": TODAY - timedelta(days=TODAY.weekday())},
        ).pl()
        spike = connection.sql(
            """
            select activity_id, distance_m / max(distance_m) over (
                partition by runner_id order by started_at
                range between interval 30 days preceding and interval 1 microsecond preceding
            ) as spike_ratio
            from runs
            """
        ).pl()
        return time.process_time() - started, (ramp, spike)


def _by_pandas(runs: pl.DataFrame) -> tuple[float, Answer]:
    frame = runs.to_pandas()
    frame["local_date"] = pd.to_datetime(frame["local_date"])
    started = time.process_time()
    frame = frame.sort_values(["runner_id", "started_at"])
    frame["week_start_date"] = frame["local_date"] - pd.to_timedelta(
        frame["local_date"].dt.day_of_week, unit="D"
    )
    week = (
        frame.groupby(["runner_id", "week_start_date"])["distance_m"]
        .sum()
        .reset_index(level=0)
        .groupby("runner_id")["distance_m"]
        .resample("7D")
        .sum()
        .reset_index()
    )
    before = week.groupby("runner_id")["distance_m"].shift()
    week["ramp_ratio"] = (week["distance_m"] / before).where(before >= 10_000)
    longest = (
        frame.set_index("started_at")
        .groupby("runner_id", sort=False)["distance_m"]
        .rolling("30D", closed="left")
        .max()
        .to_numpy()
    )
    frame["spike_ratio"] = frame["distance_m"].to_numpy() / longest
    used_s = time.process_time() - started
    ramp = pl.from_pandas(week[["runner_id", "week_start_date", "ramp_ratio"]])
    spike = pl.from_pandas(frame[["activity_id", "spike_ratio"]].reset_index(drop=True))
    return used_s, (ramp.with_columns(pl.col("week_start_date").cast(pl.Date)), spike)


def _by_polars(runs: pl.DataFrame) -> tuple[float, Answer]:
    started = time.process_time()
    ordered = runs.sort("runner_id", "started_at")
    week = (
        ordered.group_by(
            "runner_id", pl.col("local_date").dt.truncate("1w").alias("week_start_date")
        )
        .agg(pl.col("distance_m").sum())
        .sort("runner_id", "week_start_date")
        .upsample("week_start_date", every="1w", group_by="runner_id", maintain_order=True)
        .with_columns(pl.col("runner_id").forward_fill(), pl.col("distance_m").fill_null(0))
    )
    before = pl.col("distance_m").shift().over("runner_id")
    ramp = week.select(
        "runner_id",
        "week_start_date",
        pl.when(before >= 10_000).then(pl.col("distance_m") / before).alias("ramp_ratio"),
    )
    longest = pl.col("distance_m").rolling_max_by("started_at", "30d", closed="left")
    spike = ordered.select(
        "activity_id", (pl.col("distance_m") / longest.over("runner_id")).alias("spike_ratio")
    )
    return time.process_time() - started, (ramp, spike)


def _compare(name: str, expected: Answer, found: Answer) -> None:
    """Four digits agree wherever both know an answer, and the second knows what the first does."""
    keys = (["runner_id", "week_start_date"], ["activity_id"])
    for (one, other), key in zip(zip(expected, found, strict=True), keys, strict=True):
        column = one.columns[-1]
        both = one.join(other, on=key, suffix="_found").drop_nulls()
        off = both.filter((pl.col(column) - pl.col(f"{column}_found")).abs() > 1e-4)
        if off.height or both.height < 0.95 * one.drop_nulls().height:
            raise SystemExit(f"{name}: {column} differs in {off.height} of {both.height} rows")


CONTENDERS: dict[str, Callable[[pl.DataFrame], tuple[float, Answer]]] = {
    "views": _by_views,
    "duckdb by hand": _by_duckdb,
    "pandas": _by_pandas,
    "polars": _by_polars,
}

if __name__ == "__main__":
    main()
