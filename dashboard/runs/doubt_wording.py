"""What is asked of a recording that waits for its runner's word, in the runner's units."""

from dashboard.rows.data import RideQuestion, SetAside, SetAsideRecorder
from dashboard.runs.correction_wording import kept_part
from dashboard.ui import display
from etl.analysis.plausible import doubt_words

UNTIL_THEN = "It does not count until you say so."
UNTIL_THEN_TOGETHER = (
    "They do not count until you say so; your answer holds for what comes from there later, too."
)
ANSWERS_TOGETHER = {"All are runs": "true", "Ask me one by one": "each", "None is": "false"}
WAS_A_RUN, LEAVE_OUT, KEEP_ALL = "It was a run", "Leave it out", "Keep all"


def more_after(count: int, *, is_ride: bool = False) -> str:
    """How many wait behind those that are shown."""
    return f"{display.count(count, 'more ride' if is_ride else 'more recording')} after these."


def ride_question(row: RideQuestion, units: str) -> str:
    """Which recording went on by car, and what counts of it; Markdown."""
    counted_m, ride_m = row["distance_m"] or 0.0, row["ride_m"]
    return (
        f"**{display.day(row['local_date'])}, {display.distance(counted_m + ride_m, units)}: "
        f"{display.distance(ride_m, units)} of it at car speed.** "
        f"They do not count; {display.distance(row['distance_m'], units)} do."
    )


def keep_part(row: RideQuestion, units: str) -> str:
    """The button that keeps the run beside the ride."""
    return f"Keep {kept_part(row['run_part'], row['run_part_m'], units)}"


def question(row: SetAside, units: str) -> str:
    """Which recording it is, whether it was a run, and why that is asked; plain text.

    `row` is one of `page.set_aside`.
    """
    facts = f"{display.day(row['local_date'])}, {display.distance(row['distance_m'], units)}"
    if row["speed_mps"] is not None:
        facts += f" at {display.to_speed(row['speed_mps'], units):,.1f} {display.speed_unit(units)}"
    return f"{facts}: did you run this? {doubt_words(row['reason'])}"


def question_together(row: SetAsideRecorder, units: str) -> str:
    """One question for all recordings of a watch or app that do not say what they were; plain text.

    `row` is one of `page.set_aside_recorder`.
    """
    count = display.count(row["recording_count"], "recording")
    source = display.SOURCES.get(row["source"], row["source"])
    maker = row["device"] or f"{source} files that do not name an app"
    days = f"{display.short_day(row['first_date'])} to {display.short_day(row['last_date'])}"
    return (
        f"{count} from {maker} do not say what they were ({days}, "
        f"{display.distance(row['distance_m'], units)} together). By their speed they look like "
        "runs: were they?"
    )
