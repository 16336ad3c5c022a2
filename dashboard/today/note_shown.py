"""What Today tells a runner, kept as it was told."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.session import Person, current_gateway, current_settings, owns, rows_of
from dashboard.today.shown import note, to_shown


def note_shown(
    person: Person, today: Mapping[str, Any], reasons: Sequence[Mapping[str, Any]]
) -> None:
    """Keep what *Today* tells, where it is the runner who looks; coaches leave a read instead."""
    if not owns(person):
        return
    told = to_shown(
        today,
        reasons=reasons,
        measures_of_today=rows_of(person, "page.today_measure").to_dicts(),
        next_run=next(iter(rows_of(person, "page.next_run").to_dicts()), None),
        surface="today",
        units=person.units,
        now=current_settings().current_time(),
    )
    note(current_gateway().shown, told)
