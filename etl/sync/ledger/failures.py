"""What is noted of failures that concern all accounts at a platform, and when to try again."""

from datetime import datetime, timedelta

from etl.sync.ledger.notes import FAILURES, INACTIVE_SINCE, RETRY_AT
from etl.sync.ledger.store import Ledger

_FIRST_RETRY = timedelta(minutes=5)
_LAST_RETRY = timedelta(hours=1)
_MOST_DOUBLINGS = 10
_INACTIVE_RETRY = timedelta(hours=6)


def has_failed(ledger: Ledger, provider: str) -> bool:
    """Whether the last call ended in a failure."""
    return ledger.note(provider, FAILURES) is not None


def note_failure(ledger: Ledger, provider: str, trouble: str, *, now: datetime) -> datetime:
    """Write down what happened and when to try again, later each time; return that time."""
    count = int(ledger.note(provider, FAILURES) or 0)
    pause = min(_FIRST_RETRY * 2 ** min(count, _MOST_DOUBLINGS), _LAST_RETRY)
    if trouble == "app_inactive":
        pause = _INACTIVE_RETRY
        if ledger.note(provider, INACTIVE_SINCE) is None:
            ledger.set_note(provider, INACTIVE_SINCE, now.isoformat())
    ledger.set_note(provider, FAILURES, str(count + 1))
    ledger.set_note(provider, RETRY_AT, (now + pause).isoformat())
    ledger.mark_trouble(provider, trouble)
    return now + pause


def note_success(ledger: Ledger, provider: str) -> None:
    """A call was answered: failures before it count no more."""
    if ledger.note(provider, RETRY_AT) is not None:
        for name in (RETRY_AT, FAILURES, INACTIVE_SINCE):
            ledger.set_note(provider, name, None)
