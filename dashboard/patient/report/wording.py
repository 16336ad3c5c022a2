"""What the report says that no other page does."""

from datetime import date

from dashboard.ui import display

TITLE = "Knee report"
PAPERS = {"a4": "A4", "us-letter": "US Letter"}
EVIDENCE_PLACE = "Evidence stands on the pages of that name under Method, in Kneewise."
UNREVIEWED = "Rules that name nobody are not yet reviewed by a clinician."
SOURCES = "What the numbers in brackets rest on"
QUESTION = "The runner's question"
NO_RUNS = "No runs are here."
CHANGES_HEAD = ["", "Four weeks before", "Three weeks up to it", "Difference"]
OWN_LIMITS = "Limits set for this runner"
PLAN = "Plan"
MECHANICS = "Seen of how they run and stand"
MECHANICS_HEAD = ["", "Left", "Right", "Finding in checks", "Last looked at"]
NOT_BY_A_WATCH = "Seen by the runner or a clinician, not by a watch."
CHECK_INS = "Check-ins"
STRENGTH = "Strength"
NOT_LOGGED = "Not logged is not the same as not done."
NOT_KNOWN = "Not known"
TO_FILL_IN = "For the clinic to fill in"
NOT_SEEN_BY_A_WATCH = "A watch sees none of this."
OPEN_FIELDS = (
    "Hip: range and strength, left / right",
    "Knee: palpation, effusion, range",
    "Ankle and foot: range, calf strength",
    "Single-leg squat and step-down",
    "Patellar tendon loading test",
    "Gait on video: landing, trunk, pelvis",
    "Footwear worn today",
    "Agreed until the next session",
)
FONT = "DejaVu Sans"
LINE_IS_PLANNED = "\n(line: planned)"
KNEES_ARE = "\n◁ left  ▷ right\n◇ side not said"
CHART_ALT = (
    "Small charts over one axis of weeks: distance, longest run, descent, fast running, cadence, "
    "worst pain of each knee, strength sessions. A gap is a number that is not known, a cross one "
    "that too little is known of."
)
NO_SUCH_RUNNER = "There is no such runner."
NAME_IS_NO_TEXT = "The clinic's name in brand/clinic.txt cannot be read: save it as text (UTF-8)."
LOGO_TOO_LARGE = "The clinic's logo in the folder brand is larger than 500 kB: make it smaller."
LOGO_IS_NO_PICTURE = (
    "The clinic's logo in the folder brand cannot be read as a picture: save it as PNG or JPEG."
)


def born(birth_year: int | None) -> str:
    """Beside the name; empty where it is not told."""
    return f"born {birth_year}" if birth_year else ""


def period(first: date, last: date) -> str:
    """How far back the report looks."""
    return f"{display.day(first)} to {display.day(last)}"


def made(today: date) -> str:
    """At the foot of each page."""
    return (
        f"Kneewise, {display.day(today)}. What a watch recorded and the runner logged; "
        "no diagnosis."
    )


def weeks_title(weeks: int, *, has_chart: bool) -> str:
    """Over the charts."""
    return f"The last {weeks} weeks{', by week' if has_chart else ''}"


def source_line(*, grade: str, title: str, source: str, checked_by: str | None) -> str:
    """What a reason rests on, at the end of the report."""
    checked = f"; checked by {checked_by}" if checked_by else ""
    return f"{title}; grade {grade}; source: {source}{checked}."


def asked_on(day: date) -> str:
    """Below the runner's question."""
    return f"Written on {display.day(day)}"
