"""What a digest says, in words: rows of `page.digest` become entries, by who needs a look first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import polars as pl

from dashboard.access.read_audit import kinds_of
from dashboard.limit import wording as limit
from dashboard.method.governance import rule_set_words
from dashboard.rows import squad, to_rows
from dashboard.squad.digest import wording
from dashboard.squad.wording import NEEDS, reason_words
from dashboard.ui import display
from etl.errors import UserError
from etl.reference.metric_catalog import view_of_signal
from etl.reference.rules import parameter_value, read_rules

MOST_CALM = 60
"""Of those with nothing to look at so many are named; mail programs cut off what is over 100 KB."""

_DIARY = display.Mark("diary", wording.LOOK_ON_THE_BOARD, "◈")
_OF_DIARY = frozenset({"refer", "red", "amber"})  # each of them follows from what was logged


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One runner. `tone` names the colour of the line beside it, `facts` are short phrases."""

    name: str
    mark: str
    tone: str | None
    reason: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A whole digest; `board` is the address of the board, None where nobody said it."""

    week_start_date: date
    title: str
    period: str
    to_look_at: tuple[Entry, ...]
    not_known: tuple[Entry, ...]
    calm: tuple[Entry, ...]
    calm_left_count: int
    rests_on: tuple[str, ...]
    notes: tuple[str, ...]
    board: str | None


class Row(squad.Digest):
    """A row of `page.digest` with the numbers of the week that is told of."""

    numbers_date: date
    is_from_diary: bool
    """Why it stands where it does follows from the diary, which is not told."""
    has_diary: bool
    """Whether anything that was logged may be told."""


def latest_week(today: date) -> date:
    """Monday of the latest week whose Sunday is not to come."""
    return today - timedelta(days=(today.weekday() + 1) % 7 + 6)


def to_digest(
    rows: pl.DataFrame,
    *,
    week_start_date: date,
    has_diary: bool,
    own_runner_id: str | None = None,
    board: str | None = None,
) -> Digest | None:
    """The digest of one week from `page.digest`; None where there is no runner to tell of.

    Without `has_diary` it says nothing that follows from a diary: no score, no sign, no word, but
    still who is to be looked at. Raises UserError for a week that is too far back or to come.
    """
    others = rows.filter(pl.col("runner_id") != (own_runner_id or ""))
    if others.is_empty():
        return None
    told = _rows_of_week(others, week_start_date)
    numbers_date = told[0]["numbers_date"]
    shown = [row if has_diary else _without_diary(row) for row in told]
    entries = [(row, _entry(row)) for row in shown]
    known = [(row, entry) for row, entry in entries if row["need"] != "unknown"]
    to_look_at = tuple(entry for row, entry in known if row["need"] != "ok")
    not_known = tuple(entry for row, entry in entries if row["need"] == "unknown")
    calm = tuple(entry for row, entry in known if row["need"] == "ok")
    return Digest(
        week_start_date=week_start_date,
        title=wording.title(len(to_look_at), len(not_known), len(entries)),
        period=wording.period(numbers_date, told[0]["local_date"]),
        to_look_at=to_look_at,
        not_known=not_known,
        calm=calm[:MOST_CALM],
        calm_left_count=max(0, len(calm) - MOST_CALM),
        rests_on=_rests_on(shown),
        notes=_notes(shown, has_diary=has_diary),
        board=board,
    )


def _rows_of_week(rows: pl.DataFrame, week_start_date: date) -> list[Row]:
    """One row a runner, by need: numbers of the week, status of today if it is the latest one."""
    today = rows["local_date"].max()
    assert isinstance(today, date)
    week_end = min(week_start_date + timedelta(days=6), today)
    weeks = round(parameter_value("digest_weeks"))
    if week_start_date > today:
        raise UserError("That week is still to come: name a day up to today.")
    if week_start_date < latest_week(today) - timedelta(weeks=weeks - 1):
        raise UserError(f"A digest reaches {weeks} weeks back: name a later day.")
    is_latest = today - week_end < timedelta(days=7)
    numbers = {row["runner_id"]: row for row in _on(rows, week_end)}
    status = _on(rows, today if is_latest else week_end)
    return [_row(row, numbers[row["runner_id"]], week_end) for row in status]


def _row(status: squad.Digest, numbers: squad.Digest, numbers_date: date) -> Row:
    return {
        **status,
        "distance_7d_m": numbers["distance_7d_m"],
        "known_7d_m": numbers["known_7d_m"],
        "former_week_m": numbers["former_week_m"],
        "spike_ratio": numbers["spike_ratio"],
        "worst_7d_score": numbers["worst_7d_score"],
        "worst_before_score": numbers["worst_before_score"],
        "numbers_date": numbers_date,
        "is_from_diary": False,
        "has_diary": True,
    }


def _on(rows: pl.DataFrame, day: date) -> list[squad.Digest]:
    return to_rows(rows.filter(pl.col("local_date") == day).sort("need_rank"), squad.Digest)


def _without_diary(row: Row) -> Row:
    """The same row with all left out that follows from what somebody logged of their health."""
    hidden: Row = {**row, "has_diary": False, "worst_7d_score": None, "worst_before_score": None}
    if row["need"] in _OF_DIARY:
        return {**hidden, "is_from_diary": True, "reason_rule_id": None}
    if row["reason_metric"] is not None and not _is_of_training(row["reason_metric"]):
        hidden = {**hidden, "reason_text": None, "reason_rule_id": None}
    # How many reasons there are besides would tell of those from the diary.
    return {**hidden, "reason_count": 1}


@cache
def _is_of_training(metric: str) -> bool:
    """Whether what a rule looks at is worked out from runs alone, as the access files have it."""
    return kinds_of(view_of_signal(metric).full_name) == frozenset({"training"})


def _entry(row: Row) -> Entry:
    mark = _DIARY if row["is_from_diary"] else NEEDS[row["need"]]
    return Entry(
        name=row["display_name"],
        mark=f"{mark.shape} {mark.word}",
        tone=mark.tone,
        reason=wording.DIARY_REASON
        if row["is_from_diary"]
        else reason_words(row, row["local_date"]),
        facts=tuple(_facts(row)),
    )


def _limit_words(row: Row) -> str:
    return limit.short(
        row["training_m"], row["training_reason"], row["limit_hidden_name"], row["units"]
    )


def _facts(row: Row) -> list[str]:
    facts = [wording.distance_fact(row)]
    if row["spike_ratio"] is not None:
        facts.append(wording.jump_fact(row["spike_ratio"]))
    if row["has_diary"]:
        facts.append(wording.pain_fact(row))
        facts.append(f"{wording.next_day(row['local_date'])} {_limit_words(row)}")
    if row["data_age_days"] is not None:
        facts.append(wording.age_fact(row["local_date"], row["data_age_days"]))
    if row["hidden_run_count"]:
        facts.append(wording.hidden_fact(row["hidden_run_count"]))
    return facts


def _rests_on(rows: Sequence[Row]) -> tuple[str, ...]:
    """Each rule that is told of, once: what it is, and how well it is known."""
    told = {row["reason_rule_id"] for row in rows if row["need"] not in ("ok", "unknown")}
    return tuple(wording.rule_words(rule) for rule in read_rules() if rule.rule_id in told)


def _notes(rows: Sequence[Row], *, has_diary: bool) -> tuple[str, ...]:
    notes = [wording.GREY_IS_UNKNOWN]
    if not has_diary:
        notes.append(wording.NO_DIARY)
    if any(row["hidden_run_count"] for row in rows):
        notes.append(wording.HIDDEN_LEFT_OUT)
    return (*notes, rule_set_words())
