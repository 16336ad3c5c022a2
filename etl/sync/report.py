"""What one pass of a sync did, and how far it is."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a pass is: calls made, activities listed and detailed since it began."""

    call_count: int
    listed_count: int
    detailed_count: int


@dataclass(slots=True)
class Report:
    """What a pass did, and when the next one may go on; `troubles` by runner, by name."""

    call_count: int = 0
    listed_count: int = 0
    detailed_count: int = 0
    removed_count: int = 0
    odd_count: int = 0  # activities without an id or a start: left out
    resume_at: datetime | None = None
    trouble: str | None = None  # unreachable, app_inactive, app_unknown
    troubles: dict[str, str] = field(default_factory=dict)

    def wait_until(self, instant: datetime | None) -> None:
        """The next pass may go on then; of several platforms the earliest counts."""
        if instant is not None and (self.resume_at is None or instant < self.resume_at):
            self.resume_at = instant

    @property
    def progress(self) -> Progress:
        """The counts so far."""
        return Progress(self.call_count, self.listed_count, self.detailed_count)
