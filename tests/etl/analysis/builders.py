"""Recordings of plain runs, a record a second, that a test then spoils in one respect."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
import polars as pl

from etl.recording import Recording
from etl.sample_stream import SAMPLE_SCHEMA


def samples(seconds: int = 1200, **columns: Any) -> pl.DataFrame:
    """An even run at 3 m/s and 168 steps a minute on the level at 100 m; columns replace these."""
    elapsed_s = np.arange(seconds + 1, dtype=float)
    plain = {
        "elapsed_s": elapsed_s,
        "segment_index": np.zeros(seconds + 1, dtype=np.int32),
        "distance_m": 3.0 * elapsed_s,
        "speed_mps": np.full(seconds + 1, 3.0),
        "altitude_m": np.full(seconds + 1, 100.0),
        "cadence_spm": np.full(seconds + 1, 168.0),
        "heart_rate_bpm": np.full(seconds + 1, 150.0),
    }
    unknown = {
        name: pl.Series([None] * (seconds + 1)) for name, is_ in columns.items() if is_ is None
    }
    return pl.DataFrame(plain | columns | unknown, schema=SAMPLE_SCHEMA, nan_to_null=True)


def recording(frame: pl.DataFrame | None = None, **details: Any) -> Recording:
    """A run with these samples and nothing said of its totals; details replace the rest."""
    plain = Recording(
        source="fit",
        sport="run",
        is_run=True,
        started_at=datetime(2026, 5, 2, 7, tzinfo=UTC),
        altitude_source="barometric",
        samples=samples() if frame is None else frame,
    )
    return replace(plain, **details)
