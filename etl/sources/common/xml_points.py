"""Points of GPX and TCX: text as it stands in the file to numbers."""

import polars as pl

from etl.sources.common.points import POINT_SCHEMA
from etl.sources.common.xml_stream import to_numbers, to_unix_s

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


_COLUMNS = list(dict.fromkeys(("latitude_deg", "longitude_deg", *COLUMN_OF.values())))
Row = dict[str, str]


def to_points(rows: list[Row], segments: list[int]) -> pl.DataFrame:
    """Points as text to points as numbers, under `POINT_SCHEMA`."""
    texts = pl.DataFrame(
        {name: [row.get(name) for row in rows] for name in _COLUMNS},
        schema=dict.fromkeys(_COLUMNS, pl.String),
    )
    numbers = [to_numbers(texts[name]) for name in _COLUMNS if name != "time_s"]
    return pl.DataFrame(
        [
            to_unix_s(texts["time_s"]),
            pl.Series("segment_index", segments, dtype=pl.Int32),
            *numbers,
        ]
    ).select(POINT_SCHEMA.names())
