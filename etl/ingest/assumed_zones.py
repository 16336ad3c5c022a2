"""The time zone of recordings that tell none: where the runner was around that time.

A row typed in by hand has neither position nor clock. In UTC an evening run in America falls on the
next day.
"""

from typing import TYPE_CHECKING

from etl.sources.common.parameters import READING
from etl.storage.duckdb_files import Connection
from etl.storage.frames import frame_of, scanned_once

if TYPE_CHECKING:
    import polars as pl

_ASSUMED = (
    "select activity_id, started_at, time_zone from core.activity"
    " where runner_id = ? and is_zone_assumed order by started_at"
)
_TOLD = (
    "select started_at, time_zone as told_zone from core.activity"
    " where runner_id = ? and not coalesce(is_zone_assumed, false) and contains(time_zone, '/')"
    " order by started_at"
)


def settle_zones(connection: Connection, *, runner_id: str, runner_zone: str) -> int:
    """Give recordings without a zone that of the nearest one with it, else the runner's.

    Returns how many changed. Local dates follow.
    """
    assumed = frame_of(connection.sql(_ASSUMED, params=[runner_id]))
    if assumed.is_empty():
        return 0
    import polars as pl  # noqa: PLC0415  most recordings tell a zone

    told = frame_of(connection.sql(_TOLD, params=[runner_id]))
    settled = assumed.join_asof(
        told, on="started_at", strategy="nearest", tolerance=f"{READING.zone_nearest_days:.0f}d"
    ).with_columns(pl.col("told_zone").fill_null(runner_zone))
    changed = settled.filter(pl.col("told_zone") != pl.col("time_zone"))
    if changed.is_empty():
        return 0
    with scanned_once(connection, "settled", in_zones(changed)):
        connection.execute(
            "update core.activity as activity set time_zone = settled.told_zone,"
            " local_date = settled.local_date, utc_offset_s = settled.utc_offset_s"
            " from settled where activity.activity_id = settled.activity_id"
        )
    return changed.height


def in_zones(rows: "pl.DataFrame") -> "pl.DataFrame":
    """Rows with local_date and utc_offset_s, from started_at (naive UTC) and told_zone (IANA)."""
    import polars as pl  # noqa: PLC0415  likewise

    utc = pl.col("started_at").dt.replace_time_zone("UTC")
    parts = []
    for (zone,), part in rows.group_by("told_zone", maintain_order=True):
        local = utc.dt.convert_time_zone(str(zone)).dt.replace_time_zone(None)
        offset = (local - pl.col("started_at")).dt.total_seconds()
        parts.append(
            part.with_columns(local_date=local.dt.date(), utc_offset_s=offset.cast(pl.Int32))
        )
    return pl.concat(parts)


def zone_of_files(connection: Connection, *, runner_id: str) -> str | None:
    """Where most of the runner's newest recordings were made; None where none tells."""
    row = connection.execute(
        "select time_zone from core.activity"
        " where runner_id = $1 and not coalesce(is_zone_assumed, false)"
        " and contains(time_zone, '/') and started_at > ("
        "   select max(started_at) - to_days($2) from core.activity where runner_id = $1)"
        " group by time_zone order by count(*) desc, time_zone limit 1",
        [runner_id, int(READING.zone_nearest_days)],
    ).fetchone()
    return row[0] if row else None
