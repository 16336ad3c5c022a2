"""From what was kept of Strava's answers to a `Recording`: pure.

A document is one activity's facts and, where they were fetched, its streams: without names and
positions, so that it may be kept as an original and read again by a rebuild.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from etl.errors import BrokenFile
from etl.recording import Recording
from etl.sources.common.facts import Facts, from_json
from etl.sources.common.points import POINT_SCHEMA
from etl.sources.common.sports import SPORTS, Sport, to_sport
from etl.sources.common.start_zone import to_offset_name
from etl.sources.common.to_recording import RawActivity, to_cadence, to_recording
from etl.sources.strava_api.terms import TERMS

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SOURCE = "strava_api"
STREAMS = ("time", "distance", "velocity_smooth", "altitude", "cadence", "heartrate")
"""Streams that are asked for. Positions are not: knee risk need not know where anybody lives."""

_KIND = b'{"kind": "strava_api_activity"'
_NUMBERS = frozenset((int, float, bool))
_STREAMS = b', "streams": '
_COLUMNS = {
    "distance": "distance_m",
    "velocity_smooth": "speed_mps",
    "altitude": "altitude_m",
    "cadence": "cadence",
    "heartrate": "heart_rate_bpm",
}


@dataclass(frozen=True, slots=True)
class Document:
    """One activity as it is kept; `streams` holds lists of equal length by Strava's names."""

    facts: Facts
    streams: dict[str, list[Any]] | None = None

    def to_bytes(self) -> bytes:
        """The same bytes whenever it is the same activity with the same streams."""
        streams = self.streams and {name: self.streams[name] for name in sorted(self.streams)}
        return _beginning(self.facts) + _json().dump_json(streams) + b"}"


@cache
def _json() -> "TypeAdapter[Any]":
    """Six times as quick with thousands of numbers as the library's own."""
    from pydantic import TypeAdapter  # noqa: PLC0415  a worker that reads files pays for none

    return TypeAdapter(Any)


def with_facts(former: bytes, facts: Facts) -> bytes:
    """A document with the streams of a former one, which are not read for that.

    Raises BrokenFile where that is not of our making.
    """
    _, found, streams = former.partition(_STREAMS)  # no text of JSON holds a bare quotation mark
    if not found or not is_document(former):
        return Document(facts, to_document(former).streams).to_bytes()
    return _beginning(facts) + streams


def _beginning(facts: Facts) -> bytes:
    return _KIND + f', "facts": {facts.to_json()}'.encode() + _STREAMS


def is_document(data: bytes) -> bool:
    """Whether the bytes are a document as `Document.to_bytes` writes it."""
    return data.startswith(_KIND)


def to_document(data: bytes) -> Document:
    """The document again. Raises BrokenFile where it is not of our making."""
    try:
        content = _json().validate_json(data)
        facts, streams = json.dumps(content["facts"]), content["streams"]
    except (ValueError, KeyError, TypeError) as error:
        raise BrokenFile("What was kept of this activity of Strava cannot be read.") from error
    return Document(from_json(facts), streams)


def to_streams(answer: Mapping[str, Any]) -> dict[str, list[Any]] | None:
    """Strava's streams, keyed by type, as lists of one length; None where they tell no time."""
    found = {
        name: answer[name]["data"]
        for name in STREAMS
        if isinstance(answer.get(name), Mapping) and isinstance(answer[name].get("data"), list)
    }
    times = found.get("time")
    if not times or not _NUMBERS.issuperset(map(type, times)):
        return None
    return {name: data for name, data in found.items() if len(data) == len(times)}


def to_recordings(data: bytes, *, context: str | None) -> tuple[Recording, ...]:
    """The one activity of a document. `context` is JSON that says when it expires, UTC."""
    document = to_document(data)
    facts = document.facts
    expires_at = json.loads(context).get("expires_at") if context else None
    recording = _detailed(document) if document.streams else _summary(facts)
    return (
        replace(
            recording,
            source_activity_id=facts.source_activity_id,
            time_zone=facts.time_zone or to_offset_name(facts.offset_s),
            perceived_exertion_score=facts.perceived_exertion_score,
            shoe_id=facts.shoe_id,
            share_class=TERMS.share_class,
            expires_at=datetime.fromisoformat(expires_at) if expires_at else None,
        ),
    )


def _detailed(document: Document) -> Recording:
    facts, points = document.facts, _points(document)
    has_altitude = points["altitude_m"].null_count() < points.height
    return to_recording(
        RawActivity(
            source=SOURCE,
            sport=_sport(facts),
            started_at_s=facts.started_at.timestamp(),
            offset_s=facts.offset_s,
            device=facts.device,
            # Strava keeps a barometer's heights and puts its own model in place of GPS heights.
            altitude_source="corrected" if has_altitude else "none",
            distance_m=facts.distance_m,
            moving_s=facts.moving_s,
            elapsed_s=facts.elapsed_s,
            ascent_m=facts.ascent_m if has_altitude else None,
            cadence=facts.cadence,
            heart_rate_bpm=facts.heart_rate_bpm,
            points=points,
            notes=_notes(facts),
        )
    )


def _points(document: Document) -> pl.DataFrame:
    """Streams as points of the runner's own clock; what is no number is unknown."""
    streams = document.streams or {}
    columns = {
        column: pl.Series(streams[name], dtype=pl.Float64, strict=False)
        for name, column in _COLUMNS.items()
        if name in streams
    }
    times = pl.Series(streams["time"], dtype=pl.Float64, strict=False)
    points = pl.DataFrame(columns | {"time_s": times + document.facts.started_at.timestamp()})
    points = points.with_columns(segment_index=pl.lit(0, dtype=pl.Int32))
    return points.match_to_schema(POINT_SCHEMA, missing_columns="insert")


def _summary(facts: Facts) -> Recording:
    """Totals alone. Strava sends 0 m of climb where it knows none, so only more is known."""
    sport = _sport(facts)
    cadence = None
    if sport.is_run:
        stored = pl.Series([], dtype=pl.Float64)
        cadence = to_cadence(stored, average=facts.cadence, source=SOURCE)
    ascent_m = None if sport.is_treadmill or facts.is_manual else facts.ascent_m or None
    return Recording(
        source=SOURCE,
        sport=sport.name,
        is_run=sport.is_run,
        is_treadmill=sport.is_treadmill,
        started_at=facts.started_at.astimezone(UTC),
        device=facts.device,
        distance_m=facts.distance_m or None,
        moving_s=facts.moving_s,
        elapsed_s=facts.elapsed_s,
        ascent_m=ascent_m,
        altitude_source="none" if ascent_m is None else "corrected",
        cadence_spm=_both_legs(facts.cadence, cadence.factor if cadence else None),
        cadence_rule=cadence.rule if cadence else None,
        heart_rate_bpm=facts.heart_rate_bpm,
        notes=(*_notes(facts), "Only a summary: its details were not fetched from Strava."),
    )


def _both_legs(cadence: float | None, factor: float | None) -> float | None:
    return None if cadence is None or factor is None else float(np.round(cadence * factor, 6))


def _sport(facts: Facts) -> Sport:
    """Strava has no word for a run on a treadmill; it marks the trainer."""
    sport = to_sport(facts.sport) or SPORTS["other"]
    return SPORTS["treadmill_run"] if sport.name == "run" and facts.is_trainer else sport


def _notes(facts: Facts) -> tuple[str, ...]:
    if to_sport(facts.sport) is not None:
        return ()
    return ("The kind of activity is not one we know; it is kept as another sport.",)
