"""Mechanics checks in words and numbers for people: for screen and chart, without drawing."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from dashboard.ui import display

Row = Mapping[str, Any]

SEERS = {"runner": "The runner", "clinician": "A clinician"}
"""Whose eyes saw it: stored code to words."""

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

MEASURES = (
    ("Cadence", "cadence_adjusted_spm", "cadence_reason"),
    ("Step length", "step_length_ratio", "step_length_reason"),
    ("Pace downhill", "descent_slower_share", "descent_reason"),
    ("Steps downhill", "descent_step_length_ratio", "descent_step_reason"),
)
"""What the runs tell: words, column of `page.mechanics_run`, column of the reason."""

RUNS_SUBTITLE = (
    "Middle of the runs of four weeks each: cadence at your usual pace, step length against your "
    "own line, pace downhill against your own descents. They stand beside what was seen; neither "
    "explains the other"
)
AS_USUAL = "as your own"
SMALLEST_SHARE = 0.005  # less than this is shown as none


def check_title(course: pl.DataFrame) -> str:
    """The plainest finding. `course`: rows of `page.mechanics_course`, at least one."""
    top = course.row(0, named=True)
    if not top["noted_count"]:
        return "Nothing was seen of what was looked for"
    words = sentence(top["noted_words"])
    if top["check_count"] == 1:
        return f"{words}, in the one check so far"
    gone = "" if top["is_noted_last"] else ", not in the last one"
    return f"{words} in {top['noted_count']} of {top['check_count']} checks{gone}"


def change_lines(course: pl.DataFrame) -> list[str]:
    """What the last check saw otherwise than the time before, an item a line, and what not."""
    last = course.filter(pl.col("is_of_last_check")).to_dicts()
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


def _change(row: Row) -> str:
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


def run_value(row: Row, column: str) -> str:
    """A number of `page.mechanics_run` for people; a dash where it is not known."""
    value = row[column]
    if value is None:
        return display.UNKNOWN
    if column == "cadence_adjusted_spm":
        return display.cadence(value)
    if column == "descent_slower_share":
        return _beside(value, more="slower", less="faster")
    return _beside(value - 1, more="longer", less="shorter")


def _beside(share: float, *, more: str, less: str) -> str:
    if abs(share) < SMALLEST_SHARE:
        return AS_USUAL
    return f"{display.percent(abs(share))} {more if share > 0 else less}"


def span_name(row: Row) -> str:
    """The head of its column: before which check, or up to today."""
    if row["check_date"] is None:
        return "Of late"
    return f"Before {display.short_day(row['check_date'])}"


def run_lines(spans: Sequence[Row]) -> list[str]:
    """The rows of a Markdown table: a line a measure, a column a span."""
    heads = ["Runs", *map(span_name, spans)]
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for words, column, _ in MEASURES:
        cells = [words, *(run_value(row, column) for row in spans)]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def unknown_words(spans: Sequence[Row]) -> str:
    """Why numbers of the table are not known, each reason once; empty where all are."""
    reasons = [
        f"{span_name(row).lower()}, {words.lower()}: {RUN_REASONS[row[reason]]}"
        for words, _, reason in MEASURES
        for row in spans
        if row[reason] is not None
    ]
    return "Not known " + "; ".join(reasons) + "." if reasons else ""


def run_title(spans: Sequence[Row]) -> str:
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
