"""An activity of Nike Run Club as JSON, which programs that empty an account leave behind.

Nike itself hands out no archive that runs could be read from. What this rests on, and what was seen
there:
- <https://github.com/corriporai/runpandas>, runpandas/tests/io/data/nikerun/sample_nikerun.json:
  `start_epoch_ms`, `active_duration_ms` without pauses, `summaries` with a metric's total or mean,
  `metrics` of which each value has a begin and an end; kilometres and steps are those of the
  interval, `tags.location` says outdoors; coordinates in streams of their own.
- <https://github.com/mxdc/nrc2strava>: one such file an activity, runs on a treadmill without
  coordinates among them.

Steps are of both feet; which steps fall on which second is not asked. No zone is told.
"""

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from etl.errors import BrokenFile
from etl.sources.archive.layout import Layout, Member, Told, folder_of
from etl.sources.common.points import POINT_SCHEMA, empty_points
from etl.sources.common.sports import SPORTS, Sport, to_sport
from etl.sources.common.to_recording import RawActivity

_SOURCE = "nike"
_MARKS = (b'"start_epoch_ms"', b'"active_duration_ms"', b'"summaries"')
_COLUMNS = {
    "latitude": "latitude_deg",
    "longitude": "longitude_deg",
    "elevation": "altitude_m",
    "heart_rate": "heart_rate_bpm",
}
_METRES = {"KM": 1000.0, "MI": 1609.344, "M": 1.0}
_DAMAGED = "This activity is damaged. Take it out of Nike Run Club again."

Json = Mapping[str, Any]


def is_activity(data: bytes) -> bool:
    """Whether a JSON begins like an activity; its first bytes are enough."""
    return data.lstrip()[:1] == b"{" and all(mark in data for mark in _MARKS)


def read_activity(data: bytes) -> tuple[RawActivity, ...]:
    """The activity. Raises BrokenFile where it cannot be read."""
    try:
        return (_to_raw(json.loads(data)),)
    except (ValueError, TypeError, KeyError, AttributeError, pl.exceptions.PolarsError) as error:
        raise BrokenFile(_DAMAGED) from error


def _to_raw(activity: Json) -> RawActivity:
    totals = {
        (one.get("metric"), one.get("summary")): one.get("value") for one in activity["summaries"]
    }
    sport = _sport(activity)
    moving_s = _positive(activity["active_duration_ms"], 0.001)
    steps = _positive(totals.get(("steps", "total")))
    elapsed_s = _positive(activity["end_epoch_ms"] - activity["start_epoch_ms"], 0.001)
    return RawActivity(
        source=_SOURCE,
        sport=sport,
        is_sport_unknown_word=sport is None,
        started_at_s=float(activity["start_epoch_ms"]) / 1000,
        distance_m=_positive(totals.get(("distance", "total")), 1000.0),
        moving_s=moving_s,
        elapsed_s=max(elapsed_s or 0.0, moving_s or 0.0) or None,
        ascent_m=_positive(totals.get(("ascent", "total"))),
        descent_m=_positive(totals.get(("descent", "total"))),
        cadence=steps / moving_s * 60 if steps and moving_s else None,
        heart_rate_bpm=_positive(totals.get(("heart_rate", "mean"))),
        points=_points(activity.get("metrics") or []),
    )


def _sport(activity: Json) -> Sport | None:
    told = to_sport(str(activity.get("type")))
    location = str((activity.get("tags") or {}).get("location", "")).lower()
    if told is not None and told.is_run and location.startswith("indoor"):
        return SPORTS["treadmill_run"]
    return told


def _points(metrics: Sequence[Json]) -> pl.DataFrame:
    """All streams on one clock of whole seconds; distance is summed up to the end of each part."""
    frames = []
    for metric in metrics:
        values = metric.get("values") or []
        if metric.get("type") == "distance" and (metres := _METRES.get(metric.get("unit", ""))):
            parts = pl.Series([_number(one["value"]) or 0.0 for one in values], dtype=pl.Float64)
            times = [one["end_epoch_ms"] / 1000 for one in values]
            column, told = "distance_m", parts.cum_sum() * metres
        elif (column := _COLUMNS.get(metric.get("type", ""))) is not None:
            times = [one["start_epoch_ms"] / 1000 for one in values]
            told = pl.Series([_number(one["value"]) for one in values], dtype=pl.Float64)
        else:
            continue
        frames.append(pl.DataFrame({"time_s": times, column: told}, schema_overrides=_TIME))
    if not frames:
        return empty_points()
    points = (
        pl.concat(frames, how="diagonal")
        .with_columns(pl.col("time_s").round(0))
        .drop_nulls("time_s")
        .group_by("time_s")
        .agg(pl.all().drop_nulls().last())
        .sort("time_s")
    )
    return points.select(
        (pl.col(name) if name in points.columns else pl.lit(None)).cast(kind).alias(name)
        for name, kind in POINT_SCHEMA.items()
    ).with_columns(pl.col("segment_index").fill_null(0))


_TIME = {"time_s": pl.Float64}


def _number(value: Any) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and math.isfinite(value) else None


def _positive(value: Any, factor: float = 1.0) -> float | None:
    number = _number(value)
    return round(number * factor, 3) if number and number > 0 else None


def _tell_activity(member: Member, _members: Mapping[str, Member], told: Told) -> None:
    told.files.append(member.path)


LAYOUT = Layout(
    source=_SOURCE,
    suffix=".json",
    is_table=lambda member: is_activity(member.head()),
    read=_tell_activity,
    root=folder_of,
    beside="lists and settings",
)
