"""The proposal of a plan in words: why it is offered, what it asks for, or why it has to wait."""

from collections.abc import Sequence
from typing import Any

from dashboard.plan.wording import days_words
from dashboard.rows.first_visit import TrainingHabit
from dashboard.rows.plan import PlanStart
from dashboard.ui import display

WAIT = "A plan cannot start today"
TO_TODAY = "Go to Today"
TITLE = "A plan of 4 to 8 weeks, one thing at a time"
START, START_ANYWAY = "Start the plan", "Start one all the same"
NOTED = {
    "is_downhill_noted": "Your descent of late stands out too.",
    "is_fast_noted": "So does your fast running.",
}

REASONS = {
    "red": f"Your knee says *{display.STATUSES['red'].word}* today.",
    "amber": f"Your knee says *{display.STATUSES['amber'].word}* today.",
    "easing": "Your knee complained of late, and a week without that has not passed yet.",
    "pain": "Your knee hurt within the last four weeks.",
    "load": "Your running jumped of late.",
    "none": "Nothing in your runs or your diary asks for a plan today. One can be started all the "
    "same, if a clinician advised it or you come back from something.",
}
"""Why a plan is offered: code of `page.plan_start` to words."""


def why(start: PlanStart) -> str:
    """Why a plan is offered today."""
    noted = (
        NOTED["is_downhill_noted"] if start["is_downhill_noted"] else "",
        NOTED["is_fast_noted"] if start["is_fast_noted"] else "",
    )
    return " ".join(filter(None, (REASONS[start["reason_name"]], *noted)))


def first_week(start: PlanStart, units: str) -> str:
    """What the first week would ask for, as Markdown."""
    target = display.distance_down(start["first_target_m"], units)
    longest = (
        ""
        if start["baseline_longest_m"] is None
        else f", no run longer than {display.distance_down(start['baseline_longest_m'], units)}"
    )
    return f"Week 1, from **{display.day(start['start_date'])}**: at most **{target}**{longest}."


def baseline(start: PlanStart, units: str) -> str:
    """Where the numbers of the first week come from."""
    share = display.percent(start["easing_share"])
    week = display.distance(start["baseline_7d_m"], units)
    return (
        f"That is {share} less than your week of {week}, which is the smaller of the last seven "
        "days and the mean of four weeks. It is written down at the start and does not move."
    )


def grade(letter: str) -> str:
    """How well plans of this kind are known, as Markdown."""
    return f"Evidence grade **{letter}**: {display.EVIDENCE_GRADES[letter]}."


def source(words: str) -> str:
    """Where that comes from; `words` are Markdown."""
    return f"Source: {words}"


def checked(by: str) -> str:
    """Who qualified has looked at it."""
    return f"Checked by {by}."


def spread(steps: Sequence[Any]) -> str:
    """The phases of a proposal: `Calm 1–2 · Rebuild 3 · …`."""
    parts: list[tuple[str, int, int]] = []
    for index, phase in enumerate(steps, start=1):
        if parts and parts[-1][0] == phase.title:
            parts[-1] = (phase.title, parts[-1][1], index)
        else:
            parts.append((phase.title, index, index))
    return " · ".join(
        f"{title} {first}" + (f"–{last}" if last > first else "") for title, first, last in parts
    )


def said(habit: TrainingHabit, units: str) -> str:
    """What a runner said of their usual running, as a sentence; empty for nothing of it."""
    parts = []
    if habit["running_days"]:
        parts.append(f"you run on {days_words(habit['running_days'])}")
    if habit["longest_lately_m"] is not None:
        parts.append(f"your longest run is {display.distance(habit['longest_lately_m'], units)}")
    return (
        f"As you said on {display.day(habit['local_date'])}: {', '.join(parts)}." if parts else ""
    )
