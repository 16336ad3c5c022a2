"""Per-second streams without coordinates, one Parquet file an activity, for the run page."""

import io
from pathlib import Path
from typing import TYPE_CHECKING

from etl.errors import DataError
from etl.home import Home
from etl.storage.disk.durable import write_whole

if TYPE_CHECKING:
    import polars as pl


def samples_path(home: Home, activity_id: str) -> Path:
    """Where the per-second stream of an activity lies; two levels keep folders small."""
    return home.samples / activity_id[1:3] / f"{activity_id}.parquet"


def write_samples(home: Home, activity_id: str, samples: "pl.DataFrame") -> None:
    """Leave the stream as Parquet, whole or not at all; it can be made anew from its original."""
    buffer = io.BytesIO()
    # Read as a whole, so that nobody asks for statistics; another level takes longer, and no less.
    samples.write_parquet(buffer, compression="zstd", compression_level=1, statistics=False)
    write_whole(samples_path(home, activity_id), buffer.getvalue(), to_disk=False)


def read_samples(home: Home, activity_id: str) -> "pl.DataFrame | None":
    """The stream again; None where there is none. Raises DataError where it is damaged."""
    import polars as pl  # noqa: PLC0415  who only asks where it lies need not wait for it

    path = samples_path(home, activity_id)
    try:
        return pl.read_parquet(path) if path.is_file() else None
    except (OSError, pl.exceptions.PolarsError) as error:
        raise DataError(
            "The stream of this run is damaged, and so is its original: import its file again."
        ) from error
