"""The columns of a recording's samples, and frames made of such columns."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    import numpy as np

SAMPLE_SCHEMA = pl.Schema(
    {
        "elapsed_s": pl.Float64,  # since the activity's start, strictly increasing
        "segment_index": pl.Int32,  # grows by one after a timer stop or a new track segment
        "distance_m": pl.Float64,  # cumulative, never falling; null where unknown
        "speed_mps": pl.Float64,  # as the device says; null where it says nothing
        "altitude_m": pl.Float64,
        "cadence_spm": pl.Float64,  # steps a minute, both feet
        "heart_rate_bpm": pl.Float64,
    }
)
"""Columns of a recording's samples: one row a record of the device, no coordinates."""


def to_frame(
    columns: "Mapping[str, np.ndarray | Sequence[object]]", schema: pl.Schema
) -> pl.DataFrame:
    """Columns of one height, following the schema, NaN as null.

    A frame made of them at once is made by threads, which wait for each other longer than it takes.
    Columns of numbers are handed over as one, and are parts of it: each by itself takes as long.
    """
    import numpy as np  # noqa: PLC0415  who reads the columns' names alone makes no frame

    numbers = [
        name
        for name, dtype in schema.items()
        if dtype == pl.Float64 and getattr(columns[name], "dtype", None) == np.float64
    ]
    together = np.array([columns[name] for name in numbers], dtype=np.float64)
    height = together.shape[-1]
    joined = pl.Series(together.reshape(-1), nan_to_null=True)
    found = {name: joined.slice(at * height, height).alias(name) for at, name in enumerate(numbers)}
    return pl.DataFrame(
        [
            found[name]
            if name in found
            else pl.Series(name, columns[name], dtype=dtype, nan_to_null=True)
            for name, dtype in schema.items()
        ]
    )
