"""Corrections of a recording in words, the same on a run's page and in the shell."""

from dashboard.rows.runs import RunChoice, RunsLeftOut, RunSource
from dashboard.ui import display
from etl.analysis.corrections import clock, to_cuts, to_trim
from etl.errors import UserError

SPORTS = {
    "run": "Run",
    "trail_run": "Trail run",
    "track_run": "Run on a track",
    "treadmill_run": "Run on a treadmill",
    "walk": "Walk",
    "hike": "Hike",
    "ride": "Ride",
}
"""What a recording may be called instead: stored code to words."""

COUNT_AGAIN: dict[str, tuple[str, str | None]] = {
    "set_aside": ("is_excluded", "false"),
    "excluded": ("is_excluded", "false"),
    "duplicate": ("duplicate_of", None),
    "other_sport": ("sport", "run"),
}
"""Why a recording does not count, code of `page.runs_left_out`, to the word that lets it count."""


def counts_once_taken_back(row: RunsLeftOut) -> bool:
    """Whether nothing but its runner's own word keeps a row of `page.runs_left_out` out."""
    return row["reason"] == "excluded" and not row["is_doubted"]


def said_words(row: RunChoice, *, units: str, time_zone: str) -> str:
    """One row of `page.run_choice` as a sentence without its stop: what holds, since which day."""
    day = display.day(display.local(row["said_at"], time_zone).date())
    field, value = row["field"], row["value"]
    if field == "trim":
        return f"Trimmed on {day} {_trimmed_to(value or '', row['distance_m'], units)}"
    if field == "split_at_s":
        return f"Split on {day} at {_cut_places(value or '')}"
    if field == "duplicate_of":
        kind = "a run of its own" if value is None else "the same run as another recording"
        return f"Held to be {kind} since {day}"
    if field == "sport":
        return f"Called “{sport_word(value or display.UNKNOWN)}” since {day}"
    if field == "recorder_is_run":
        return f"What {_recorder(row)} leaves without a kind {_RECORDER[value or '']} since {day}"
    return f"{_SWITCHED[field, value == 'true']} since {day}"


_RECORDER = {
    "true": "counts as runs",
    "false": "does not count",
    "each": "is asked about one by one",
    "": "is as it was",
}
_SWITCHED = {
    ("keeps_ride", True): "The ride in it counts",
    ("keeps_ride", False): "The ride in it does not count",
    ("is_excluded", True): "Left out",
    ("is_excluded", False): "Counted, whatever speaks against it,",
    ("is_treadmill", True): "Held to be on a treadmill",
    ("is_treadmill", False): "Held not to be on a treadmill",
    ("is_altitude_right", True): "Its hills are held to be real",
    ("is_altitude_right", False): "Its hills are held to be unreal",
}


def recorded_by(row: RunSource) -> str:
    """Kind of file and device of one row of `page.run_source`, as plain text."""
    source = display.SOURCES.get(row["source"], row["source"])
    return f"{source} from {row['device']}" if row["device"] else source


def _recorder(row: RunChoice) -> str:
    return row["device"] or f"a {display.SOURCES.get(row['source'], row['source'])}"


def sport_word(code: str) -> str:
    """A kind of sport for people."""
    return SPORTS.get(code, code.replace("_", " ").capitalize())


def kept_part(place: str, metres: float, units: str) -> str:
    """The part beside a ride, as it is offered: the first 8.7 km."""
    words = {"first": "the first", "last": "the last", "middle": "the"}
    end = " between the rides" if place == "middle" else ""
    return f"{words[place]} {display.distance(metres, units)}{end}"


def _trimmed_to(value: str, distance_m: float | None, units: str) -> str:
    try:
        trim = to_trim(value)
    except UserError:  # a word of another version: it is left aside when read, too
        return "in a way that does not fit"
    if trim.from_s == 0:
        return f"to the first {display.distance(distance_m, units)}"
    if trim.until_s is None:
        return f"to the last {display.distance(distance_m, units)}"
    between = f"{clock(trim.from_s)} to {clock(trim.until_s)}"
    return f"to {display.distance(distance_m, units)}, {between}"


def _cut_places(value: str) -> str:
    try:
        return " and ".join(clock(cut) for cut in to_cuts(value))
    except UserError:
        return "a place that does not fit"
