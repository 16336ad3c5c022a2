"""What is due for connected accounts, read from the ledger and the queue alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from etl.home import Home
from etl.settings import Settings
from etl.sources.strava_api.terms import TERMS
from etl.sync import disconnect, rate_limits, webhook_queue
from etl.sync.ledger.records import Account, Held
from etl.sync.ledger.store import PROVIDER, RETRY_AT, Ledger


def is_due(home: Home, settings: Settings, *, now: datetime) -> bool:
    """Whether a pass would find something to do; reads the ledger and the queue only."""
    ledger = Ledger(home)
    if not ledger.exists:
        return False
    if ledger.expired(fetched_before=now - TERMS.kept_for):
        return True
    if not settings.has_strava or not may_try(ledger, now):
        return False
    accounts = ledger.accounts()
    if disconnect.is_leaving_due(ledger, now=now):
        return True
    if ledger.unloaded(most=1):
        return True
    plan = Plan(ledger, now)
    return any(
        account.state == "connected" and plan.next_kind(account) is not None for account in accounts
    ) or bool(accounts and webhook_queue.waiting_events(home))


@dataclass(frozen=True, slots=True)
class Plan:
    """What is due for an account at one time."""

    ledger: Ledger
    now: datetime

    def next_kind(self, account: Account) -> str | None:
        """The most urgent kind of call that is due and that the budget allows now."""
        if self.wants_listing(account):
            kind = rate_limits.LISTING
        else:
            held = self.detail(account)
            if held is None:
                return None
            kind = detail_kind(held, self.now)
        waits = rate_limits.wait_until(self.ledger.meter(PROVIDER, self.now), kind, self.now)
        return kind if waits is None else None

    def wants_listing(self, account: Account) -> bool:
        """Its history or its recent weeks are to be listed, or something is in doubt."""
        return (
            self.ledger.listing(account) is not None
            or self.due_listing(account) is not None
            or self.ledger.doubtful(account) is not None
        )

    def detail(self, account: Account) -> Held | None:
        """The newest run whose details are wanted."""
        return self.ledger.wanting_streams(
            account,
            since=self.now - TERMS.streams_for,
            stale_before=self.now - TERMS.renew_after,
        )

    def next_detail(self, accounts: Iterable[Account]) -> tuple[Account, Held] | None:
        """Recent runs before older ones; of several runners the one who got least today."""
        wanted = [(account, held) for account in accounts if (held := self.detail(account))]
        used = self.ledger.detail_use(PROVIDER, self.now)
        wanted.sort(
            key=lambda pair: (
                not is_recent(pair[1], self.now),
                used.get(pair[0].runner_id, 0),
                pair[0].connected_at,
            )
        )
        return wanted[0] if wanted else None

    def due_listing(self, account: Account) -> str | None:
        """`full` where the whole history is old, `recent` where the last look is, else None."""
        if is_older(account.fully_listed_at, self.now - TERMS.list_after):
            return "full"
        if is_older(account.reconciled_at, self.now - TERMS.reconcile_after):
            return "recent"
        return None


def may_try(ledger: Ledger, now: datetime) -> bool:
    """Whether the pause after the last failure is over."""
    retry_at = known_note(ledger, RETRY_AT)
    return retry_at is None or retry_at <= now


def known_note(ledger: Ledger, name: str) -> datetime | None:
    """A note that is an instant."""
    text = ledger.note(PROVIDER, name)
    return datetime.fromisoformat(text) if text else None


def is_older(instant: datetime | None, limit: datetime) -> bool:
    """Whether it was that long ago, or never."""
    return instant is None or instant <= limit


def detail_kind(held: Held, now: datetime) -> str:
    """Which kind of call fetches its details."""
    return rate_limits.RECENT_DETAIL if is_recent(held, now) else rate_limits.OLDER_DETAIL


def is_recent(held: Held, now: datetime) -> bool:
    """Whether its details matter to the windows of today."""
    return held.facts.started_at >= now - TERMS.streams_for
