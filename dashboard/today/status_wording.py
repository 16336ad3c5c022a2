"""A status and its reasons as one statement: the same words on every page, mail and paper.

Rows are those of `page.today_reason`: each has a `status` it leads to, or none where it is worth
knowing beside the status. What is said of a runner to somebody else is said in the third person.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.rows.today import Today, TodayReason
from dashboard.ui import display
from etl.reference.rules import parameter_value

Row = TodayReason

PROMPTS = ("pain_episode", "pain_recurrence", "event_pain")
"""Rules that ask for an assessment (docs/evidence/metrics.md#pain_episode)."""
WHY = "Why"
WORTH_KNOWING = "Worth knowing"

NOT_ENOUGH_DATA = "not_enough_data"
"""The status of a runner of whom there is no row of `page.today`."""

_OTHERS = {"you": "they", "your": "their", "yours": "theirs", "yourself": "themselves"}
_OF_RUNNER = re.compile(r"\b(you|your|yours|yourself)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Advice:
    """One sentence of what to do. `because` are the numbers of the reasons that ask for it."""

    text: str
    because: tuple[int, ...]

    @property
    def because_words(self) -> str:
        """`For reasons 1, 2 and 4.` where there are several; one is the line below the status."""
        if len(self.because) < 2:
            return ""
        *others, last = map(str, self.because)
        return f"For reasons {', '.join(others)} and {last}."


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said of a day. `why` made the status, `notes` are beside it; `finding` is the line
    below the status word, and follows from them and from nothing else.
    """

    finding: str
    why: tuple[Row, ...]
    notes: tuple[Row, ...]

    @property
    def parts(self) -> tuple[tuple[str, tuple[Row, ...]], ...]:
        """The lists under their headings, those with nothing in them left out."""
        told = ((WHY, self.why), (WORTH_KNOWING, self.notes))
        return tuple(part for part in told if part[1])


def status_of(today: Today | None) -> str:
    """The code of a status, also where nothing is known."""
    return NOT_ENOUGH_DATA if today is None else today["status"]


def statement(today: Today | None, reasons: Sequence[Row], *, to_runner: bool = True) -> Statement:
    """Status and reasons of a row of `page.today`, if any; `to_runner` says who reads it."""
    why = tuple(row for row in reasons if row["status"] is not None)
    notes = tuple(row for row in reasons if row["status"] is None)
    return Statement(_finding(today, why, notes, to_runner=to_runner), why, notes)


def advice(reasons: Sequence[Row]) -> tuple[Advice, ...]:
    """What the first reason asks for, and to have the knee assessed where another one does.

    Reasons that ask for the same are told together, once.
    """
    asked: dict[str, list[Row]] = {}
    for row in reasons:
        if row["what_to_do"]:
            asked.setdefault(row["what_to_do"], []).append(row)
    if not asked:
        return ()
    first, *others = asked.items()
    told = [first]
    is_seen_to = reasons[0]["status"] == "refer" or _is_prompt(first[1])
    told += [other for other in others if not is_seen_to and _is_prompt(other[1])][:1]
    return tuple(Advice(text, tuple(row["reason_index"] for row in rows)) for text, rows in told)


def about_runner(text: str) -> str:
    """A sentence to the runner as one about them, for whoever else reads it."""
    return _OF_RUNNER.sub(_other_word, text)


def reason_line(row: Row, *, today: date, to_runner: bool) -> str:
    """A finding with its knee and its day."""
    return finding_line(
        row["text"], row["knee"], row["local_date"], today=today, to_runner=to_runner
    )


def finding_line(text: str, knee: str | None, day: date, *, today: date, to_runner: bool) -> str:
    """The same of what a board has of a reason."""
    words = text if to_runner else about_runner(text)
    of_knee = f", {display.knee(knee)}" if knee else ""
    return f"{words}{of_knee}, {display.short_day(day, today)}"


def and_more(count: int) -> str:
    """`, and 5 more`: how many reasons stand behind the first; empty for none."""
    return f", and {count:,} more" if count > 0 else ""


def _finding(
    today: Today | None, why: Sequence[Row], notes: Sequence[Row], *, to_runner: bool
) -> str:
    if why:
        return _first_line(why[0], to_runner=to_runner)
    if today is None or today["status"] == NOT_ENOUGH_DATA:
        return "A few weeks of runs are needed before they can be compared."
    if notes:
        return f"{WORTH_KNOWING}: {_first_line(notes[0], to_runner=to_runner)}" + and_more(
            len(notes) - 1
        )
    whose = "your" if to_runner else "their"
    last = today["last_run_date"]
    if last is None or (today["local_date"] - last).days > parameter_value("calm_said_days"):
        since = "here yet" if last is None else f"here since {display.day(last)}"
        return f"No run is {since}: nothing stands out in what is known, which is little."
    return f"Nothing in {whose} runs or {whose} log stands out today."


def _first_line(row: Row, *, to_runner: bool) -> str:
    text = row["text"] if to_runner else about_runner(row["text"])
    knee = f", {display.knee(row['knee'])}" if row["knee"] else ""
    return f"{text}{knee}, {display.day(row['local_date'])}"


def _is_prompt(rows: Sequence[Row]) -> bool:
    return any(row["rule_id"] in PROMPTS for row in rows)


def _other_word(found: re.Match[str]) -> str:
    word = _OTHERS[found[0].lower()]
    return word.capitalize() if found[0][0].isupper() else word


def status_words(mark: display.Mark) -> str:
    """Shape and word in the mark's colour, as Markdown; uncoloured where nothing is to be done."""
    words = f"{mark.shape} {mark.word}"
    return f":{mark.tone}[{words}]" if mark.tone else words
