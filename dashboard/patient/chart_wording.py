"""What stands beside and in the small charts of a patient, in words."""

from textwrap import wrap

from dashboard.rows.patient import PatientWeek
from dashboard.ui import display

PLANNED = "planned: %{y}<extra></extra>"
TOLD_FOR = "<br>told for {}"
CAN_BE_TOLD = "it can be told for {}"
NO_MINUTES = "0 min"
_LABEL_LETTERS = 20  # that fit beside a chart


def subtitle(*, is_running: bool, has_hole: bool, has_cross: bool) -> str:
    """How the charts are read: of what is drawn and of nothing else."""
    parts = [
        "A column a week" + ("; the last is not over." if is_running else "."),
        "No column: not known." if has_hole else "",
        "A cross: too little is known." if has_cross else "",
    ]
    return " ".join(part for part in parts if part)


def broken(heading: str) -> str:
    """A heading on as many lines as it needs beside its chart."""
    return "<br>".join(wrap(heading, _LABEL_LETTERS))


def pain_hover(knee: str) -> str:
    """Of one knee in one week, as Plotly fills it in."""
    return f"%{{customdata}}<br>{knee}, worst %{{y}} of 10<extra></extra>"


def newest_numbers(row: PatientWeek, units: str) -> dict[str, str]:
    """The numbers of a row of `page.patient_week` by column; a dash for what is not known."""
    worst = {
        "left": row["left_worst_score"],
        "right": row["right_worst_score"],
        "unknown": row["unknown_worst_score"],
    }
    scores = [
        f"{mark.shape} {score:g}"
        for knee, mark in display.PAIN_KNEES.items()
        if (score := worst[knee]) is not None
    ]
    done, planned = row["strength_count"], row["strength_planned_count"]
    return {
        "distance_m": display.distance(row["distance_m"], units),
        "longest_run_m": display.distance(row["longest_run_m"], units),
        "descent_m": display.height(row["descent_m"], units),
        "fast_s": NO_MINUTES if row["fast_s"] == 0 else display.duration(row["fast_s"]),
        "cadence_adjusted_spm": display.cadence(row["cadence_adjusted_spm"]),
        "left_worst_score": " ".join(scores) or display.UNKNOWN,
        "strength_count": display.UNKNOWN
        if done is None
        else f"{done} of {planned}"
        if planned
        else str(done),
    }
