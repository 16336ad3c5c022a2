"""What Today tells a runner, kept as it was told."""

from collections.abc import Sequence

from dashboard.rows.others import NextRun
from dashboard.rows.today import Today, TodayMeasure, TodayReason
from dashboard.session import (
    Person,
    current_gateway,
    current_settings,
    owns,
    record_of,
    records_of,
)
from dashboard.today.shown import note, to_shown


def note_shown(person: Person, today: Today, reasons: Sequence[TodayReason]) -> None:
    """Keep what *Today* tells, where it is the runner who looks; coaches leave a read instead."""
    if not owns(person):
        return
    told = to_shown(
        today,
        reasons=reasons,
        measures_of_today=records_of(person, TodayMeasure),
        next_run=record_of(person, NextRun),
        surface="today",
        units=person.units,
        now=current_settings().current_time(),
    )
    note(current_gateway().shown, told)
