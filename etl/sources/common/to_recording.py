"""From what a file says to a `Recording`: pure, the same for every format."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np
import polars as pl

from etl.errors import SkippedFile
from etl.recording import NO_FORM, Recording, RunningForm
from etl.sample_stream import SAMPLE_SCHEMA, to_frame
from etl.sources.common import points as steps
from etl.sources.common.parameters import ONE_LEG_BELOW_SPM, READING
from etl.sources.common.points import empty_points, with_column
from etl.sources.common.sport_guess import find_sport
from etl.sources.common.sports import Sport
from etl.sources.common.start_zone import to_offset_name, to_time_zone

_PLACE = ("latitude_deg", "longitude_deg")
CLOCK_SET_FROM_S = datetime(int(READING.clock_set_from_year), 1, 1, tzinfo=UTC).timestamp()
"""Unix time: a start before it comes from a watch whose clock was never set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawActivity:
    """One activity in its file's own numbers; `points` follows `POINT_SCHEMA`.

    `cadence` and the points' cadence are as stored; None is unknown throughout.
    """

    source: str  # fit, gpx, tcx
    part_index: int = 0
    sport: Sport | None = None
    is_sport_unknown_word: bool = False
    name: str | None = None  # read for words that tell the kind; nothing keeps it
    counts_steps: bool = False  # cadence is of steps: nothing but feet can have made it
    started_at_s: float | None = None  # Unix time; None: the first point's
    offset_s: float | None = None  # local clock minus UTC
    device: str | None = None
    altitude_source: str = "gps"  # if there is altitude at all
    distance_m: float | None = None
    moving_s: float | None = None
    elapsed_s: float | None = None
    ascent_m: float | None = None
    descent_m: float | None = None
    cadence: float | None = None
    heart_rate_bpm: float | None = None
    perceived_exertion_score: float | None = None  # 0-10, as told to the watch after the run
    form: RunningForm = NO_FORM
    points: pl.DataFrame = field(default_factory=empty_points)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cadence:
    """How stored cadence becomes steps a minute of both feet."""

    factor: float
    rule: str


def to_recording(raw: RawActivity) -> Recording:
    """The activity without positions, with cadence of both feet, and with what was put right.

    Raises BrokenFile where it cannot be dated, SkippedFile where nothing was recorded.
    """
    points, notes = _in_order(raw)
    found = find_sport(
        points,
        told=raw.sport,
        is_unknown_word=raw.is_sport_unknown_word,
        name=raw.name,
        counts_steps=raw.counts_steps,
    )
    sport = found.sport
    zone = _time_zone(points, raw.offset_s, is_virtual=sport.is_virtual)
    points = _without_place(points, sport)
    distance_m, distance_note = _distance(raw, points, sport)
    cadence = _cadence(raw, points) if sport.is_run else None
    has_altitude = points["altitude_m"].null_count() < points.height
    started_at_s, elapsed_s = _times(raw, points)
    said = (*raw.notes, _clock_note(started_at_s), *notes, found.note, distance_note)
    return Recording(
        source=raw.source,
        part_index=raw.part_index,
        sport=sport.name,
        sport_rule=found.rule,
        is_run=sport.is_run,
        is_treadmill=sport.is_treadmill,
        started_at=datetime.fromtimestamp(started_at_s, tz=UTC),
        time_zone=zone,
        device=raw.device,
        distance_m=distance_m,
        moving_s=raw.moving_s,
        elapsed_s=elapsed_s,
        ascent_m=_climb(raw.ascent_m, sport=sport, has_altitude=has_altitude),
        descent_m=_climb(raw.descent_m, sport=sport, has_altitude=has_altitude),
        altitude_source=raw.altitude_source if has_altitude else "none",
        cadence_spm=_scaled(raw.cadence, cadence),
        cadence_rule=cadence.rule if cadence else None,
        heart_rate_bpm=raw.heart_rate_bpm,
        perceived_exertion_score=raw.perceived_exertion_score,
        form=raw.form,
        samples=_to_samples(points, started_at_s=started_at_s, cadence=cadence),
        notes=tuple(note for note in said if note),
    )


def _in_order(raw: RawActivity) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Points in order with distance and segments, and what was put right."""
    points, order_notes = steps.put_in_order(raw.points)
    if points.height < 2 and raw.distance_m is None and raw.moving_s is None:
        raise SkippedFile("The file holds a single point, so there is no activity to import.")
    points, notes = steps.apply_steps(
        points,
        steps.with_certain_pauses,
        steps.with_distance,
        steps.with_likely_pauses,
        steps.with_known_altitude,
    )
    return points, (*order_notes, *notes)


def _without_place(points: pl.DataFrame, sport: Sport) -> pl.DataFrame:
    """Positions end here; on a treadmill so does altitude, which there follows the weather."""
    points = pl.DataFrame([one for one in points.get_columns() if one.name not in _PLACE])
    if not sport.is_treadmill:
        return points
    return with_column(points, "altitude_m", np.full(points.height, np.nan))


def to_cadence(raw: pl.Series, *, average: float | None, source: str) -> Cadence | None:
    """The rule for a run: FIT, TCX and Strava store one leg; a median that cannot be is believed.

    The median over the moving samples decides, the average where there are none.
    """
    median = raw.filter(raw > 0).median()
    typical = median if isinstance(median, int | float) else average
    if not typical:
        return None
    if typical >= ONE_LEG_BELOW_SPM:
        return Cadence(1.0, f"{source}_steps_as_stored")
    return Cadence(2.0, "guard_x2" if source == "gpx" else f"{source}_strides_x2")


def _time_zone(points: pl.DataFrame, offset_s: float | None, *, is_virtual: bool) -> str | None:
    """The zone where most of the recording lies; without one, what the device's local clock says.

    One point alone may be a position remembered from another continent. A world that somebody drew
    lies in no zone of the runner's.
    """
    latitude = points["latitude_deg"].to_numpy()
    longitude = points["longitude_deg"].to_numpy()
    is_placed = np.isfinite(latitude) & np.isfinite(longitude)
    if is_virtual or not is_placed.any():
        return to_offset_name(offset_s)
    latitude, longitude = latitude[is_placed], longitude[is_placed]
    off = np.abs(latitude - np.median(latitude)) + np.abs(longitude - np.median(longitude))
    nearest = int(off.argmin())
    zone = to_time_zone(float(latitude[nearest]), float(longitude[nearest]))
    return zone or to_offset_name(offset_s)


def _times(raw: RawActivity, points: pl.DataFrame) -> tuple[float, float | None]:
    """When it began, to the microsecond, and how long it took by the file's own word."""
    first_s = float(points["time_s"][0]) if points.height else None
    started_at_s = raw.started_at_s if raw.started_at_s is not None else first_s
    if started_at_s is None:
        raise SkippedFile("The file holds neither points nor a start time, so no activity.")
    if first_s is not None:
        started_at_s = min(started_at_s, first_s)
    elapsed_s = raw.elapsed_s
    if points.height and _ends_with_strays(raw, points):
        elapsed_s = None
    if elapsed_s is not None and raw.moving_s is not None:
        elapsed_s = max(elapsed_s, raw.moving_s)  # seen: a timer that runs longer than the clock
    return round(started_at_s, 6), elapsed_s


def _ends_with_strays(raw: RawActivity, points: pl.DataFrame) -> bool:
    """Whether points long after all others were left out: the watch was stopped much later."""
    last_s, told_last_s = points["time_s"].max(), raw.points["time_s"].max()
    if not isinstance(last_s, float) or not isinstance(told_last_s, float):
        return False
    return told_last_s - last_s > READING.stray_gap_s


def _clock_note(started_at_s: float) -> str | None:
    if started_at_s >= CLOCK_SET_FROM_S:
        return None
    return "The watch's clock had not been set, so the date is wrong; the rest is as recorded."


def _distance(
    raw: RawActivity, points: pl.DataFrame, sport: Sport
) -> tuple[float | None, str | None]:
    """The file's own total; a run of zero metres is a run of unknown distance."""
    is_known = points["distance_m"].null_count() < points.height
    if sport.is_run and not raw.distance_m and not is_known:
        return None, "The file gives no distance; it is unknown."
    if raw.distance_m == 0 and is_known:
        return None, None
    return raw.distance_m, None


def _climb(metres: float | None, *, sport: Sport, has_altitude: bool) -> float | None:
    """Without altitude, zero ascent is not known to be zero; a treadmill climbs nothing real."""
    if sport.is_treadmill or (not has_altitude and not metres):
        return None
    return metres


def _cadence(raw: RawActivity, points: pl.DataFrame) -> Cadence | None:
    return to_cadence(points["cadence"], average=raw.cadence, source=raw.source)


def _scaled(value: float | None, cadence: Cadence | None) -> float | None:
    return round(value * cadence.factor, 6) if value is not None and cadence else None


def _to_samples(
    points: pl.DataFrame, *, started_at_s: float, cadence: Cadence | None
) -> pl.DataFrame | None:
    if points.height < 2:
        return None
    factor = cadence.factor if cadence else np.nan
    told = {name: points[name].to_numpy() for name in points.columns}
    return to_frame(
        {
            "elapsed_s": (told["time_s"] - started_at_s).round(3),
            "segment_index": told["segment_index"],
            "distance_m": told["distance_m"].round(3),
            "speed_mps": told["speed_mps"].round(6),
            "altitude_m": told["altitude_m"].round(3),
            "cadence_spm": (told["cadence"] * factor).round(6),
            "heart_rate_bpm": told["heart_rate_bpm"],
        },
        SAMPLE_SCHEMA,
    )
