"""How stored numbers look to a person: the only place for units, words, shapes and colours.

Storage is metres, seconds and metres a second; here they become kilometres or miles, pace and
plain dates. Null becomes a dash, never a zero.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from dashboard.ui import wording
from dashboard.ui.charts import palette

if TYPE_CHECKING:
    import polars as pl

UNITS = ("km", "miles")
"""What a runner may choose; every `units` below is one of them."""

Number = TypeVar("Number", float, "pl.Series", "pl.Expr")

METRES_PER_MILE = 1609.344
FEET_PER_METRE = 3.280839895
UNKNOWN = "–"


def distance_unit(units: str) -> str:
    """`km` or `mi`."""
    return "mi" if units == "miles" else "km"


def metres_per_unit(units: str) -> float:
    """How many metres one kilometre or mile has."""
    return METRES_PER_MILE if units == "miles" else 1000.0


def to_distance(metres: Number, units: str) -> Number:
    """Metres as a number or column of kilometres or miles, for axes and tables."""
    return metres / metres_per_unit(units)


def distance(metres: float | None, units: str, decimals: int = 1) -> str:
    """Metres as `18.2 km` or `11.3 mi`."""
    if metres is None:
        return UNKNOWN
    return f"{to_distance(metres, units):,.{decimals}f} {distance_unit(units)}"


def distance_down(metres: float | None, units: str) -> str:
    """As `distance`, but rounded down to a tenth: for a limit that must not be passed."""
    if metres is None:
        return UNKNOWN
    step_m = metres_per_unit(units) / 10
    return distance((metres + 1e-6) // step_m * step_m, units)


def height_unit(units: str) -> str:
    """`m`, or `ft` beside miles."""
    return "ft" if units == "miles" else "m"


def to_height(metres: Number, units: str) -> Number:
    """Ascent or descent as a number or column of metres or feet, for axes and tables."""
    return metres * FEET_PER_METRE if units == "miles" else metres


def height(metres: float | None, units: str) -> str:
    """Ascent or descent as `420 m` or `1,378 ft`."""
    return UNKNOWN if metres is None else f"{to_height(metres, units):,.0f} {height_unit(units)}"


def pace_unit(units: str) -> str:
    """`min/km` or `min/mi`."""
    return f"min/{distance_unit(units)}"


def to_pace(speed_mps: Number, units: str) -> Number:
    """Metres a second, above zero, as minutes a kilometre or mile, for axes and tables."""
    return metres_per_unit(units) / speed_mps / 60


def pace(speed_mps: float | None, units: str) -> str:
    """Metres a second as `5:12 /km`."""
    if not speed_mps:
        return UNKNOWN
    whole, seconds = divmod(round(to_pace(speed_mps, units) * 60), 60)
    return f"{whole}:{seconds:02d} /{distance_unit(units)}"


def speed_unit(units: str) -> str:
    """`km/h` or `mi/h`."""
    return f"{distance_unit(units)}/h"


def to_speed(speed_mps: Number, units: str) -> Number:
    """Metres a second as kilometres or miles an hour, for axes."""
    return speed_mps * 3600 / metres_per_unit(units)


def body_height(centimetres: float, units: str) -> str:
    """How tall somebody is, as `182 cm` or `6 ft 0 in`."""
    if units != "miles":
        return f"{centimetres:.0f} cm"
    feet, inches = divmod(round(centimetres / 2.54), 12)
    return f"{feet} ft {inches} in"


def distance_word(units: str) -> str:
    """`kilometre` or `mile`, in a sentence."""
    return "mile" if units == "miles" else "kilometre"


def step_length(metres: float | None, units: str) -> str:
    """Length of one step as `1.05 m` or `3.44 ft`."""
    return UNKNOWN if metres is None else f"{to_height(metres, units):.2f} {height_unit(units)}"


def to_minutes(seconds: Number) -> Number:
    """Seconds as minutes, for axes and tables."""
    return seconds / 60


def to_clock(seconds: "pl.Expr") -> "pl.Expr":
    """Seconds as a time of day, which a table shows as 1:12:05 and sorts; null from a day on."""
    import polars as pl  # noqa: PLC0415  words of a form or a command need no frames

    is_shown = seconds.is_between(0, 86_399)
    return pl.when(is_shown).then((seconds.round() * 1e9).cast(pl.Int64).cast(pl.Time))


def duration(seconds: float | None) -> str:
    """Seconds as `1 h 12 min`, `38 min` or `45 s`."""
    if seconds is None:
        return UNKNOWN
    if seconds < 59.5:
        return f"{seconds:.0f} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min"


def minutes_known(share: float | None, moving_s: float | None) -> str:
    """What a sum is over, of all that was run, as `120 of 360 min`; empty where nothing moved."""
    if share is None or not moving_s:
        return ""
    return f"{to_minutes(share * moving_s):,.0f} of {to_minutes(moving_s):,.0f} min"


def clock(seconds: float | None) -> str:
    """Seconds as on a watch: `1:12:05` or `38:10`."""
    if seconds is None:
        return UNKNOWN
    minutes, rest_s = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest_s:02d}" if hours else f"{minutes}:{rest_s:02d}"


def cadence(steps_per_minute: float | None) -> str:
    """Steps a minute of both feet as `172 spm`."""
    return UNKNOWN if steps_per_minute is None else f"{steps_per_minute:.0f} spm"


def heart_rate(beats_per_minute: float | None) -> str:
    """Beats a minute as `148 bpm`."""
    return UNKNOWN if beats_per_minute is None else f"{beats_per_minute:.0f} bpm"


def cadence_change(steps_per_minute: float) -> str:
    """A difference of cadence as `+0.4 steps/min`."""
    return f"{steps_per_minute:+.1f} steps/min".replace("-", "−")


def percent(share: float | None, decimals: int = 0) -> str:
    """A share or ratio as `42 %`."""
    return UNKNOWN if share is None else f"{100 * share:.{decimals}f} %"


def change(ratio: float | None) -> str:
    """A ratio of new to old as `+42 %` or `−10 %`."""
    return UNKNOWN if ratio is None else f"{100 * (ratio - 1):+.0f} %".replace("-", "−")


def count(number: int | None, singular: str, plural: str | None = None) -> str:
    """`1 run`, `1,204 runs`."""
    if number is None:
        return f"{UNKNOWN} {plural or singular + 's'}"
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def day(value: date | None) -> str:
    """`Sun 3 May 2026`."""
    return UNKNOWN if value is None else f"{value:%a} {value.day} {value:%b %Y}"


def short_day(value: date | None, today: date | None = None) -> str:
    """`3 May`, or `4 Dec 2025` where that is not the year of `today`; without `today` always so."""
    if value is None:
        return UNKNOWN
    is_this_year = today is not None and value.year == today.year
    return axis_day(value) if is_this_year else f"{axis_day(value)} {value:%Y}"


def axis_day(value: date) -> str:
    """`3 May`, for marks on an axis of a few months that says its year elsewhere."""
    return f"{value.day} {value:%b}"


def instant(value: datetime | None) -> str:
    """`3 May 2026, 18:04`, in whatever zone the value is given."""
    return UNKNOWN if value is None else f"{value.day} {value:%b %Y, %H:%M}"


def local(value: datetime, time_zone: str) -> datetime:
    """A stored instant, UTC without a zone, as the runner's own time."""
    return value.replace(tzinfo=UTC).astimezone(ZoneInfo(time_zone))


def quantity(value: float | None, unit: str | None, units: str) -> str:
    """A number of a rule or view in words; `unit` is the one it is stored in."""
    if value is None:
        return UNKNOWN
    shown: dict[str, Callable[[float], str]] = {
        "m": lambda number: distance(number, units),
        "s": duration,
        "spm": cadence,
        "ratio": lambda number: f"{number:.2f} times",
        "share": percent,
        "score 0-10": lambda number: f"{number:g} of 10",
        "points": lambda number: count(round(number), "point"),
        "days": lambda number: count(round(number), "day"),
        "times in 180 days": lambda number: wording.in_180_days(count(round(number), "time")),
        "of 3 runs": lambda number: f"{number:g} of 3 runs",
        "signs": lambda number: count(round(number), "sign"),
        "yes or no": lambda number: "yes" if number else "no",
    }
    return shown[unit](value) if unit in shown else f"{value:g} {unit or ''}".strip()


@dataclass(frozen=True, slots=True)
class Mark:
    """A word with its shape and colours, so that meaning never hangs on colour alone."""

    code: str
    word: str
    shape: str
    """One character that reads in any font."""
    tone: str | None = None
    """Name of a text colour of the theme (light and dark each have theirs); None is plain."""


_STATUSES = (
    Mark("refer", wording.STATUSES["refer"], "✚", "violet"),
    Mark("red", wording.STATUSES["red"], "■", "red"),
    Mark("amber", wording.STATUSES["amber"], "▲", "orange"),
    Mark("high_load", wording.STATUSES["high_load"], "◆", "yellow"),
    Mark("load_note", wording.STATUSES["load_note"], "●", "blue"),
    # Below here nothing is to be done, so nothing is coloured (docs/evidence/metrics.md#status).
    Mark("ok", wording.STATUSES["ok"], "✓"),
    Mark("not_enough_data", wording.STATUSES["not_enough_data"], "○"),
)
STATUSES: dict[str, Mark] = {mark.code: mark for mark in _STATUSES}
"""Status codes of `risk.runner_day`, worst first."""

_KNEES = (
    Mark("left", "Left", "◀", "blue"),
    Mark("right", "Right", "▶", "violet"),
)
KNEES: dict[str, Mark] = {mark.code: mark for mark in _KNEES}
"""The two knees, told apart by shape; neither is red, amber or green."""

PAIN_KNEES: dict[str, Mark] = KNEES | {
    "unknown": Mark("unknown", wording.SIDE_NOT_SAID, "◇", "gray")
}
"""Whose pain it is: a knee's, or that of a diary that does not say the side."""


def knee(code: str) -> str:
    """`left knee`, or the knee whose side is not said, within a sentence."""
    return f"{code} knee" if code in KNEES else wording.KNEE_NOT_SAID


def knee_heading(code: str) -> str:
    """The same where a line begins: `Left knee`."""
    words = knee(code)
    return f"{words[:1].upper()}{words[1:]}"


def knee_subject(code: str | None) -> str:
    """`Left knee` as whose pain it is; `Knee` where the side is not said."""
    return f"{KNEES[code].word} knee" if code in KNEES else "Knee"


KNEE_SYMBOLS = {"left": "triangle-left", "right": "triangle-right", "unknown": "diamond-open"}
"""Plotly marker symbols of the knees, the same on every chart."""

KNEE_COLOURS = {
    "left": palette.KNEE_LEFT,
    "right": palette.KNEE_RIGHT,
    "unknown": palette.KNEE_UNKNOWN,
}
"""Chart colours of the knees: mid-tones that read on light and dark."""

_LIGHTS = (
    Mark("refer", wording.LIGHTS["refer"], "✚", "violet"),
    Mark("red", wording.LIGHTS["red"], "■", "red"),
    Mark("amber", wording.LIGHTS["amber"], "▲", "orange"),
    Mark("green", wording.LIGHTS["green"], "✓", "green"),
    Mark("green_provisional", wording.LIGHTS["green_provisional"], "◌"),
)
LIGHTS: dict[str, Mark] = {mark.code: mark for mark in _LIGHTS}
"""Traffic lights of `metric.pain_day`."""

_GATES = (
    Mark("passed", wording.GATES["passed"], "✓", "green"),
    Mark("held", wording.GATES["held"], "▲", "orange"),
    Mark("stepped_back", wording.GATES["stepped_back"], "■", "red"),
    Mark("not_known", wording.GATES["not_known"], "◌"),
    Mark("running", wording.GATES["running"], "◐"),
    Mark("to_come", wording.GATES["to_come"], "○"),
    Mark("paused", wording.GATES["paused"], "‖"),
)
GATES: dict[str, Mark] = {mark.code: mark for mark in _GATES}
"""What the gate of a week of a plan said: `metric.plan_week`."""

LIGHT_PROFILES = wording.LIGHT_PROFILES
ASSESSORS = wording.ASSESSORS
OUTCOMES = wording.OUTCOMES
PAIN_MOMENTS = wording.PAIN_MOMENTS
ALL_MOMENTS = wording.ALL_MOMENTS
PLACES = wording.PLACES
SITES = wording.SITES
CHIPS = wording.CHIPS
ALTITUDE_SOURCES = wording.ALTITUDE_SOURCES
SOURCES = wording.SOURCES
IMPORT_STATUSES = wording.IMPORT_STATUSES
EVIDENCE_GRADES = wording.EVIDENCE_GRADES
"""What stored codes are called; the words stand in `wording`."""
