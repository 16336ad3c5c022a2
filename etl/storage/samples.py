"""Per-second streams without coordinates, one Parquet file an activity, for the run page."""

import io
from pathlib import Path

import polars as pl

from etl.home import Home
from etl.storage.disk.durable import write_whole


def samples_path(home: Home, activity_id: str) -> Path:
    """Where the per-second stream of an activity lies; two levels keep folders small."""
    return home.samples / activity_id[1:3] / f"{activity_id}.parquet"


def write_samples(home: Home, activity_id: str, samples: pl.DataFrame) -> None:
    """Leave the stream as Parquet, whole or not at all."""
    buffer = io.BytesIO()
    samples.write_parquet(buffer, compression="zstd")
    write_whole(samples_path(home, activity_id), buffer.getvalue(), to_disk=False)
