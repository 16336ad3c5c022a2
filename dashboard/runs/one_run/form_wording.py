"""Putting a recording right, in words: leave it out, cut it, call it something else, join it."""

from dashboard.rows.runs import RunSource
from dashboard.runs.correction_wording import recorded_by
from dashboard.ui import display

CORRECT = "Correct this recording"
WHICH = "Which recording"
RIDE_COUNTS = "The ride counts"
ABOUT_LEAVING_OUT = (
    "Leave it out if it is not yours or was recorded wrongly; you can count it again."
)
LEAVE_OUT = "Leave it out"
HILLS_ARE_REAL = "Its hills are real"
SPORT, SAVE = "It was a", "Save"
TREADMILL = "On a treadmill: distance and cadence count, hills do not"
UNDO = "Undo"

TOTALS_ONLY = "It came as totals only: without records there is nothing to trim or split."
TRIM_RANGE, TRIM = "Keep from and until, minutes", "Trim"
SPLIT_AT, SPLIT = "Split at minute", "Split"

SAME_AS, OTHER_RUN, COUNT_ONCE = "It is the same run as", "Another run of that day", "Count it once"
TWO_RUNS = "These are two runs"


def recording_words(row: RunSource, *, time_zone: str, units: str) -> str:
    """One recording of several in a list."""
    started_at = display.local(row["started_at"], time_zone)
    distance = display.distance(row["distance_m"], units)
    words = f"{recorded_by(row)}, {started_at:%H:%M}, {distance}"
    return f"{words} (second recording, not counted)" if row["duplicate_of"] else words


def ride_words(ride_m: float, units: str) -> str:
    """Why a part of it does not count."""
    return f"{display.distance(ride_m, units)} at car speed do not count. If you ran them, they do."


def kept_words(kept_m: float | None, whole_m: float | None, units: str) -> str:
    """What a trim would keep."""
    kept, whole = (display.distance(metres, units, 2) for metres in (kept_m, whole_m))
    return f"Keeps {kept} of {whole}; the rest stays in the file."


def split_words(first_m: float | None, second_m: float | None, units: str) -> str:
    """What a split would give."""
    first, second = (display.distance(metres, units, 2) for metres in (first_m, second_m))
    return f"Gives {first} and {second}."


def split_help(gap_s: float) -> str:
    """Parts that are close still count as one run."""
    return f"Two runs less than {display.duration(gap_s)} apart still count as one run of the body."


def also_recorded(words: str) -> str:
    """A second recording that counts once with the first."""
    return f"Also recorded by: {words}. It counts once."


def second_recording(row: RunSource, *, time_zone: str, units: str) -> str:
    """Which second recording that is."""
    started_at = display.local(row["started_at"], time_zone)
    distance = display.distance(row["distance_m"], units, 2)
    return f"{recorded_by(row)}, {distance}, from {started_at:%H:%M}"
