"""Points of GPX and TCX: text as it stands in the file to numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Self

import numpy as np
import polars as pl

from etl.sources.common.points import POINT_SCHEMA
from etl.sources.common.xml_values import to_numbers, to_unix_s

COLUMN_OF = {
    "time": "time_s",
    "ele": "altitude_m",
    "speed": "speed_mps",
    "distance": "distance_m",
    "hr": "heart_rate_bpm",
    "heartrate": "heart_rate_bpm",
    "cad": "cadence",
    "cadence": "cadence",
    "RunCadence": "cadence",
}


Row = dict[str, str]


@dataclass(slots=True)
class PointTexts:
    """Points in the order of their file, text by column; None where a point says nothing."""

    counts_steps: bool = False  # a point's cadence is of steps
    segments: list[int] = field(default_factory=list)
    _columns: dict[str, list[str | None]] = field(default_factory=dict)
    _rows: list[Row] = field(default_factory=list)  # not in columns yet: the last points

    def __len__(self) -> int:
        return len(self.segments)

    def add(self, row: Row, *, segment: int) -> None:
        """One more point."""
        self._rows.append(row)
        self.segments.append(segment)

    def add_all(self, others: Mapping[str, list[str | None]], count: int, *, segment: int) -> None:
        """So many points of one segment, by column."""
        self._put_rows_in_columns()
        self._extend(others, count)
        self.segments.extend([segment] * count)

    def append(self, others: Self) -> None:
        """The points of another track behind these, in their own segments."""
        self._put_rows_in_columns()
        self._extend({name: others.column(name) for name in others.names()}, len(others))
        self.segments.extend(others.segments)
        self.counts_steps |= others.counts_steps

    def names(self) -> list[str]:
        """Columns of which any point says something."""
        self._put_rows_in_columns()
        return list(self._columns)

    def column(self, name: str) -> list[str | None]:
        """What each point says."""
        self._put_rows_in_columns()
        return self._columns.get(name) or [None] * len(self)

    def _put_rows_in_columns(self) -> None:
        rows, self._rows = self._rows, []
        if rows:
            names = dict.fromkeys(chain.from_iterable(rows))
            done = len(self.segments) - len(rows)
            self._extend({name: [row.get(name) for row in rows] for name in names}, len(rows), done)

    def _extend(
        self, others: Mapping[str, list[str | None]], count: int, done: int | None = None
    ) -> None:
        done = len(self.segments) if done is None else done
        for name in others.keys() | self._columns.keys():
            column = self._columns.setdefault(name, [None] * done)
            column.extend(others.get(name) or [None] * count)


def to_points(texts: PointTexts) -> pl.DataFrame:
    """Points as text to points as numbers, under `POINT_SCHEMA`."""
    return pl.DataFrame([_to_column(name, texts) for name in POINT_SCHEMA])


def _to_column(name: str, texts: PointTexts) -> pl.Series:
    if name == "segment_index":
        return pl.Series(name, texts.segments, dtype=pl.Int32)
    if name not in texts.names():
        return pl.Series(name, np.full(len(texts), np.nan), nan_to_null=True)
    if name == "time_s":
        return to_unix_s(texts.column(name))
    return to_numbers(pl.Series(name, texts.column(name), dtype=pl.String))
