"""The table of exercises of Samsung Health, as `etl.sources.samsung_health.reader` names it."""

TABLE = "samsunghealth_runner_20260520/com.samsung.shealth.exercise.20260520080000.csv"
_PREFIX = "com.samsung.health.exercise."
_COLUMNS = ("start_time", "end_time", "time_offset", "exercise_type", "duration", "distance",
            "mean_heart_rate", "datauuid")  # fmt: skip


def table(*rows: str, with_metadata: bool = True) -> bytes:
    """The table with its line of metadata, which not all have."""
    metadata = "com.samsung.shealth.exercise,6310011,7\n" if with_metadata else ""
    header = ",".join(("live_data_internal", *(_PREFIX + name for name in _COLUMNS)))
    return f"\ufeff{metadata}{header}\n{''.join(rows)}".encode()


def row(
    start: str, kind: str, *, metres: str = "5400.25", seconds: int = 1800, offset: str = "UTC+0200"
) -> str:
    """A row, with a comma more than the header; times are UTC."""
    end = start.replace(":00:00.000", ":31:00.000")
    return f",{start},{end},{offset},{kind},{1000 * seconds},{metres},148.5,uuid-{start},\n"
