"""A clock that stands where it is put, so that six hours or a day pass at once."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Real time until it is set or advanced; from then on it moves only when told to."""

    def __init__(self) -> None:
        self._stands_at: datetime | None = None

    def now(self) -> datetime:
        return self._stands_at or datetime.now(UTC)

    def set(self, to: datetime) -> None:
        if to.tzinfo is None:
            raise ValueError("the fake's clock needs a time with a zone")
        self._stands_at = to.astimezone(UTC)

    def advance(self, by: timedelta) -> None:
        self._stands_at = self.now() + by

    def run_freely(self) -> None:
        """Back to real time."""
        self._stands_at = None


def stamp(at: datetime) -> str:
    """An instant as Strava writes it: 2026-05-01T06:00:00Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
