"""A machine's clock that a test sets back and forward."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from etl import clock

NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)
SHIFTS = {"an hour": timedelta(hours=1), "a year": timedelta(days=365)}


@dataclass
class SetClock:
    """What the machine says the time is; `at` may be changed at any moment."""

    at: datetime = NOON

    def back(self, shift: timedelta) -> None:
        """Set it back."""
        self.at -= shift

    def forward(self, shift: timedelta) -> None:
        """Set it forward."""
        self.at += shift


def a_set_clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """The clock of this process, in the test's hands until its end."""
    held = SetClock()
    monkeypatch.setattr(clock, "read", lambda: held.at)
    return held
