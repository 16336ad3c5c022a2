"""What is asked of a recording that waits for its runner's word, in the runner's units."""

from dashboard.rows.data import SetAside, SetAsideRecorder
from dashboard.ui import display
from etl.analysis.plausible import doubt_words


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
