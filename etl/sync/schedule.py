"""What is due for connected accounts, read from the ledger and the queue alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from etl.home import Home
from etl.settings import Settings
from etl.sources.platform import Terms
from etl.sync import disconnect, rate_limits, webhook_queue
from etl.sync.ledger.notes import RETRY_AT
from etl.sync.ledger.records import Account, Held
from etl.sync.ledger.store import Ledger
from etl.sync.platforms import all_terms, open_platform

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def is_due(home: Home, settings: Settings, *, now: datetime) -> bool:
    """Whether a pass would find something to do; reads the ledger and the queue only."""
    ledger = Ledger(home)
    return ledger.exists and any(
        _is_due_at(home, settings, ledger, terms, now=now) for terms in all_terms()
    )


def _is_due_at(
    home: Home, settings: Settings, ledger: Ledger, terms: Terms, *, now: datetime
) -> bool:
    provider = terms.provider
    if terms.is_lent and ledger.expired(provider, fetched_before=now - terms.kept_for):
        return True
    if not open_platform(provider, settings).is_set_up or not may_try(ledger, provider, now):
        return False
    if disconnect.is_leaving_due(ledger, provider, now=now) or ledger.unloaded(provider, most=1):
        return True
    accounts = [account for account in ledger.accounts() if account.provider == provider]
    plan = Plan(ledger, terms, now)
    return any(
        account.state == "connected" and plan.next_kind(account) is not None for account in accounts
    ) or bool(accounts and webhook_queue.waiting_events(home, provider))


@dataclass(frozen=True, slots=True)
class Plan:
    """What is due for an account at one platform at one time."""

    ledger: Ledger
    terms: Terms
    now: datetime

    def next_kind(self, account: Account) -> str | None:
        """The most urgent kind of call that is due and that the budget allows now."""
        if self.wants_listing(account):
            kind = rate_limits.LISTING
        else:
            held = self.detail(account)
            if held is None:
                return None
            kind = self.detail_kind(held)
        waits = rate_limits.wait_until(
            self.ledger.meter(self.terms.provider, self.now), kind, self.now
        )
        return kind if waits is None else None

    def wants_listing(self, account: Account) -> bool:
        """Its history or its recent weeks are to be listed, or something is in doubt."""
        return self.due_listing(account) is not None or self.ledger.is_unsettled(account)

    def detail(self, account: Account) -> Held | None:
        """The newest run whose details are wanted."""
        return self.ledger.wanting_streams(
            account,
            since=self.now - self.terms.streams_for,
            # What is the runner's own needs no renewal.
            stale_before=self.now - self.terms.renew_after if self.terms.is_lent else NEVER,
        )

    def next_detail(self, accounts: Iterable[Account]) -> tuple[Account, Held] | None:
        """Recent runs before older ones; of several runners the one who got least today."""
        wanted = [(account, held) for account in accounts if (held := self.detail(account))]
        if len(wanted) < 2:
            return wanted[0] if wanted else None
        used = self.ledger.detail_use(self.terms.provider, self.now)
        wanted.sort(
            key=lambda pair: (
                not self._is_recent(pair[1]),
                used.get(pair[0].runner_id, 0),
                pair[0].connected_at,
            )
        )
        return wanted[0]

    def due_listing(self, account: Account) -> str | None:
        """`full` where the whole history is old, `recent` where the last look is, else None."""
        if is_older(account.fully_listed_at, self.now - self.terms.list_after):
            return "full"
        if is_older(account.reconciled_at, self.now - self.terms.reconcile_after):
            return "recent"
        return None

    def detail_kind(self, held: Held) -> str:
        """Which kind of call fetches its details."""
        is_recent = self._is_recent(held)
        return rate_limits.RECENT_DETAIL if is_recent else rate_limits.OLDER_DETAIL

    def _is_recent(self, held: Held) -> bool:
        return held.facts.started_at >= self.now - self.terms.streams_for  # today's windows


def may_try(ledger: Ledger, provider: str, now: datetime) -> bool:
    """Whether the pause after the last failure is over."""
    retry_at = known_note(ledger, provider, RETRY_AT)
    return retry_at is None or retry_at <= now


def known_note(ledger: Ledger, provider: str, name: str) -> datetime | None:
    """A note that is an instant."""
    text = ledger.note(provider, name)
    return datetime.fromisoformat(text) if text else None


def is_older(instant: datetime | None, limit: datetime) -> bool:
    """Whether it was that long ago, or never."""
    return instant is None or instant <= limit
