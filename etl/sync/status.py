"""How a runner's connection stands: facts for pages and the shell, read without any call."""

from dataclasses import dataclass
from datetime import datetime

from etl.home import Home
from etl.settings import Settings
from etl.sync import rate_limits
from etl.sync.ledger.notes import INACTIVE_SINCE, RETRY_AT
from etl.sync.ledger.records import Account, Counts
from etl.sync.ledger.store import Ledger
from etl.sync.loading import expires_at
from etl.sync.platforms import open_platform, terms_of
from etl.sync.schedule import known_note


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One runner's connection. Times are aware, UTC; counts are of this runner alone."""

    is_possible: bool  # what the platform asks of the operator is set up here
    account: Account | None
    counts: Counts
    is_listed: bool  # the whole history is here as totals
    complete_at: datetime | None  # when all wanted details will be here; None: they are
    first_expiry_at: datetime | None  # when something goes unless it is renewed before
    retry_at: datetime | None  # when a failed sync tries again by itself
    inactive_since: datetime | None
    meter: rate_limits.Meter


def stand(
    home: Home, settings: Settings, *, runner_id: str, provider: str, now: datetime
) -> Standing:
    """What is to be said of a runner's connection now."""
    ledger = Ledger(home)
    account = ledger.account(runner_id, provider)
    counts = ledger.counts(runner_id, provider)
    meter = ledger.meter(provider, now)
    rows = ledger.activities(runner_id, provider) if terms_of(provider).is_lent else []
    kept = [expires_at(row) for row in rows if not row.is_covered]
    return Standing(
        is_possible=open_platform(provider, settings).is_set_up,
        account=account,
        counts=counts,
        is_listed=account is not None
        and account.fully_listed_at is not None
        and ledger.listing(account) is None,
        complete_at=_complete_at(ledger, meter, counts, runner_id=runner_id, now=now),
        first_expiry_at=min(kept, default=None),
        retry_at=known_note(ledger, provider, RETRY_AT),
        inactive_since=known_note(ledger, provider, INACTIVE_SINCE),
        meter=meter,
    )


def _complete_at(
    ledger: Ledger, meter: rate_limits.Meter, counts: Counts, *, runner_id: str, now: datetime
) -> datetime | None:
    """A runner's turn comes round as often as that of every other who waits for as much."""
    if not counts.wanted_count:
        return None
    waiting = [
        min(ledger.counts(account.runner_id, account.provider).wanted_count, counts.wanted_count)
        for account in ledger.accounts()
        if account.provider == meter.terms.provider and account.state == "connected"
    ]
    return rate_limits.complete_at(meter, call_count=sum(waiting) or counts.wanted_count, now=now)
