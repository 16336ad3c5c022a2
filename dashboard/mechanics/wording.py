"""Mechanics checks in words and numbers for people: for screen and chart, without drawing."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from dashboard.rows import to_rows
from dashboard.rows.mechanics import (
    MechanicsCheck,
    MechanicsCourse,
    MechanicsFinding,
    MechanicsRun,
)
from dashboard.ui import display
from dashboard.ui.escape import escaped

EMPTY = "A mechanics check stands beside your runs: bring those in first."
NO_CHECK = "No mechanics check yet"
NO_CHECK_MORE = "What you or a clinician saw appears here by side and date, beside your runs."

# What was found.
FOUND_HEADS = ("Found", "Seen", "Advice")
NO_ADVICE = "none listed"
UNTESTED = (
    "Clinicians' advice: whether a cue or an exercise changes what was seen, or a knee, was not "
    "tested. Exercises are shown on *Strength*."
)

if TYPE_CHECKING:
    import polars as pl


def found_words(row: MechanicsFinding) -> str:
    """`◀ Left knee collapses inward`, as Markdown."""
    mark = f"{display.KNEES[row['side']].shape} " if row["side"] else ""
    return f"{mark}{escaped(sentence(row['finding_words']))}"


def seen_words(row: MechanicsFinding, course: MechanicsCourse | None, today: date) -> str:
    """`12 Apr, in 2 of 2 checks`; the day alone of what is no finding by itself."""
    day = display.short_day(row["local_date"], today).replace(" ", "\u00a0")  # a narrow column
    if course is None or not course["noted_count"] or course["check_count"] == 1:
        return day
    return f"{day}, in {course['noted_count']} of {course['check_count']} checks"


def trains_words(exercise: str) -> str:
    """`**Lateral step-down** trains it`; the title is escaped already."""
    return f"**{exercise}** trains it"


# Folds and the form.
SEERS = {"runner": "The runner", "clinician": "A clinician"}
"""Whose eyes saw it: stored code to words."""

DAY_OF_CHECK = "Day of the check"
WHO_LOOKED = "Who looked"
LINK = "Link to a video"
LINK_HELP = "A link to a video."
SEEN_BY = "Seen by"
VIDEO_ON = "Video on"
LOG_CHECK = "Log a check"
SAVE_CHECK = "Save the check"
LEAVE = "Close without saving"
LEAVE_AS_IT_WAS = "Leave it as it was"
WHAT_IS_FILLED_IN = "Fill in what was seen. What you leave open stays unknown."
WHO_FIRST = "Say who looked first."
MARKS = "Every check, side by side"
RUNS = "Your runs beside the checks"
CHECKS = "The checks one by one"
CANNOT_SEE = "What a watch cannot see"
HOW_KNOWN = "How is this known?"
WORDS_ONLY = "Words only so far, so there is nothing to draw"
NOT_WHY = "What was seen, not why: two checks may differ by the eye that looked."
NO_FINDING = "No finding by itself"
BROKEN_LINK = "A video whose link cannot be read."


def changes_label(day: date, today: date) -> str:
    """The fold of what the last check saw otherwise."""
    return f"What the check of {display.short_day(day, today)} saw otherwise"


def looked_at(row: MechanicsCheck) -> str:
    """`**Sun 12 Apr 2026** · a clinician looked at 15 things`."""
    return (
        f"**{display.day(row['local_date'])}** · {SEERS[row['seen_by']].lower()} looked at "
        f"{display.count(row['finding_count'], 'thing')}"
    )


def video_label(host: str) -> str:
    """Where a link leads, so that nobody opens it blindly."""
    return f"Video on {escaped(host)}"


def older_checks(count: int) -> str:
    """A fold within the fold."""
    return display.count(count, "older check")


def looked_at_label(title: str) -> str:
    """The fold of a list's items."""
    return f"What is looked at: {escaped(title)}"


def source_words(source: str, grade: str) -> str:
    """Source, linked already, and grade."""
    return f"Source: {source}. Grade {grade}: {display.EVIDENCE_GRADES[grade]}."


def checked_words(signed: str) -> str:
    """Behind a source, who checked it."""
    return f" Checked by {escaped(signed)}."


def advice_grade() -> str:
    """How well the cues and exercises are known."""
    return f"Advice after a finding: grade D, {display.EVIDENCE_GRADES['D']}."


# The chart.
MARKS_SUBTITLE = (
    "What was seen in each check: large and filled is a finding, open was looked at and not "
    "seen, small says what it was. ◀ left, ▶ right"
)
NO_SIDE = "No side"
MARK_HOVER = "%{customdata[0]}<br>%{customdata[1]}<br>seen by: %{customdata[2]}<extra></extra>"


def side_name(side: str) -> str:
    """In the legend."""
    return f"{side.capitalize()} side"


# The runs.
RUN_REASONS = {
    "no_run": "no run recorded",
    "no_flat_cadence": "too little flat running with cadence",
    "no_line": "no line of your own yet",
    "few_runs": "too few runs that tell it",
    "no_descent": "no descents",
    "gps_altitude": "altitude by GPS only",
    "walked": "descents were walked",
    "no_flat_speed": "too little flat running to compare with",
    "few_descents": "too few earlier descents to compare with",
    "no_step_length": "no cadence, or altitude by GPS only",
}
"""Why a number beside a check is not known: stored code to words."""

MEASURES = ("Cadence", "Step length", "Pace downhill", "Steps downhill")
"""What the runs tell, in the order of the table."""

RUNS_SUBTITLE = (
    "Middle of the runs of four weeks each: cadence at your usual pace, step length against your "
    "own line, pace downhill against your own descents. They stand beside what was seen; neither "
    "explains the other"
)
RUN_HEADS = {
    "check_date": "Before the check of",
    "from_date": "From",
    "until_date": "Until",
    "run_count": "Runs",
    "cadence_adjusted_spm": "Cadence at usual pace, steps/min",
    "step_length_ratio": "Step length over own line",
    "descent_slower_share": "Downhill slower than usual, share",
    "descent_step_length_ratio": "Downhill steps over own line",
}
"""Heads of the table behind them: column to words."""

AS_USUAL = "as your own"
SMALLEST_SHARE = 0.005  # less than this is shown as none


def check_title(course: "pl.DataFrame") -> str:
    """The plainest finding. `course`: rows of `page.mechanics_course`, at least one."""
    top = to_rows(course.head(1), MechanicsCourse)[0]
    if not top["noted_count"]:
        return "Nothing was seen of what was looked for"
    words = sentence(top["noted_words"] or "")
    if top["check_count"] == 1:
        return f"{words}, in the one check so far"
    gone = "" if top["is_noted_last"] else ", not in the last one"
    return f"{words} in {top['noted_count']} of {top['check_count']} checks{gone}"


def change_lines(course: "pl.DataFrame") -> list[str]:
    """What the last check saw otherwise than the time before, an item a line, and what not."""
    last = to_rows(course.filter(course["is_of_last_check"]), MechanicsCourse)
    changed: dict[str, list[str]] = {}
    for row in last:
        if row["is_changed"]:
            changed.setdefault(row["title"], []).append(_change(row))
    same = sum(row["is_changed"] is False for row in last)
    first = sum(row["is_changed"] is None for row in last)
    counts = [
        f"{same} as before" if same else "",
        f"{first} looked at for the first time" if first else "",
        f"{left_out} not looked at this time" if (left_out := course.height - len(last)) else "",
    ]
    rest = ", ".join(part for part in counts if part)
    lines = [f"{title}: {'; '.join(parts)}" for title, parts in changed.items()]
    return [*lines, *([sentence(rest)] if rest else [])]


def _change(row: MechanicsCourse) -> str:
    """`◀ left 19 s, was 14 s on 22 Feb`."""
    side = f"{display.KNEES[row['side']].shape} {row['side']} " if row["side"] else ""
    was = f"was {row['previous_words']} on {display.short_day(row['previous_date'])}"
    return f"{side}{row['last_words']}, {was}"


def listed(words: Iterable[str], *, otherwise: str = "") -> str:
    """Several findings as one sentence."""
    return sentence("; ".join(words)) or otherwise


def sentence(words: str) -> str:
    """The words with a capital at their beginning."""
    return words[:1].upper() + words[1:]


def run_values(row: MechanicsRun) -> tuple[str, ...]:
    """Its numbers for people, in the order of `MEASURES`; a dash where one is not known."""
    longer, steps_down = row["step_length_ratio"], row["descent_step_length_ratio"]
    return (
        display.cadence(row["cadence_adjusted_spm"]),
        _beside(None if longer is None else longer - 1, more="longer", less="shorter"),
        _beside(row["descent_slower_share"], more="slower", less="faster"),
        _beside(None if steps_down is None else steps_down - 1, more="longer", less="shorter"),
    )


def run_reasons(row: MechanicsRun) -> tuple[str | None, ...]:
    """Codes of why one is not known, in the same order; None where it is."""
    return (
        row["cadence_reason"],
        row["step_length_reason"],
        row["descent_reason"],
        row["descent_step_reason"],
    )


def _beside(share: float | None, *, more: str, less: str) -> str:
    if share is None:
        return display.UNKNOWN
    if abs(share) < SMALLEST_SHARE:
        return AS_USUAL
    return f"{display.percent(abs(share))} {more if share > 0 else less}"


def span_name(row: MechanicsRun) -> str:
    """The head of its column: before which check, or up to today."""
    if row["check_date"] is None:
        return "Of late"
    return f"Before {display.short_day(row['check_date'])}"


def run_lines(spans: Sequence[MechanicsRun]) -> list[str]:
    """The rows of a Markdown table: a line a measure, a column a span."""
    heads = ["Runs", *map(span_name, spans)]
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for words, *values in zip(MEASURES, *map(run_values, spans), strict=True):
        cells = [words, *values]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def unknown_words(spans: Sequence[MechanicsRun]) -> str:
    """Why numbers of the table are not known, each reason once; empty where all are."""
    reasons = [
        f"{span_name(row).lower()}, {words.lower()}: {RUN_REASONS[reason]}"
        for place, words in enumerate(MEASURES)
        for row in spans
        if (reason := run_reasons(row)[place]) is not None
    ]
    return "Not known " + "; ".join(reasons) + "." if reasons else ""


def run_title(spans: Sequence[MechanicsRun]) -> str:
    """The cadence of before the last check beside that of now; else what is shown."""
    now = next((row for row in spans if row["check_date"] is None), None)
    before = next((row for row in spans if row["check_date"] is not None), None)
    if (
        now is None
        or before is None
        or now["cadence_adjusted_spm"] is None
        or before["cadence_adjusted_spm"] is None
    ):
        return "Your runs beside the checks"
    was, is_now = before["cadence_adjusted_spm"], now["cadence_adjusted_spm"]
    return (
        f"At your usual pace {is_now:.0f} steps a minute of late, {was:.0f} before the check of "
        f"{display.short_day(before['check_date'])}"
    )
