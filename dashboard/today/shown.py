"""What a runner's own screen, shell or mail tells today, as it is kept in `journal.shown`."""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime

from dashboard.rows.others import NextRun
from dashboard.rows.today import Today, TodayMeasure, TodayReason
from dashboard.today import advice_wording
from etl.people.shown import Shown, ShownNotes, Surface
from etl.reference.rule_set import read_rule_set


def note(notes: ShownNotes, shown: Shown) -> None:
    """Keep it; a home that cannot be written to is no reason to show nothing."""
    try:
        notes.note(shown)
    except OSError as error:
        logging.getLogger(__name__).warning("what was shown is not kept: %s", type(error).__name__)


def to_shown(
    today: Today,
    *,
    reasons: Sequence[TodayReason],
    measures_of_today: Sequence[TodayMeasure],
    next_run: NextRun | None,
    surface: Surface,
    units: str,
    now: datetime,
) -> Shown:
    """From rows of `page.today`, its reasons and measures, and `page.next_run`; None: no row."""
    limit_m, limit_reason = limit_of(next_run)
    return Shown(
        runner_id=today["runner_id"],
        local_date=today["local_date"],
        shown_at=now.astimezone(UTC).replace(tzinfo=None, microsecond=0),
        surface=surface,
        status=today["status"],
        reasons=tuple((row["rule_id"], row["level"]) for row in reasons),
        advice=_advice(today, reasons, measures_of_today, units),
        limit_m=limit_m,
        limit_reason=limit_reason,
        rule_set_version=read_rule_set().rule_set_version,
    )


def limit_of(next_run: NextRun | None) -> tuple[float | None, str]:
    """The limit of the next run, metres, and what binds it, from a row of `page.next_run`."""
    if next_run is None:
        return None, "unknown"
    return next_run["limit_m"], next_run["limit_reason"]


def _advice(
    today: Today,
    reasons: Sequence[TodayReason],
    measures_of_today: Sequence[TodayMeasure],
    units: str,
) -> tuple[str, ...]:
    """Of the first reason that has any, then what is under way; none while care has the word."""
    first = next((row["what_to_do"] for row in reasons if row["what_to_do"]), None)
    if today["hold_name"] == "under_care":
        return ()
    told = [] if first is None else [first]
    if today["hold_name"] is None:
        told += [advice_wording.plain(row, units) for row in measures_of_today]
    return tuple(told)
