"""One pass over all connected accounts: one call at a time, each kept before the next is made.

What happened just now comes first (events), then whole histories as totals, then the details of
the last weeks, then those of the years before, fairly over all runners. A pass ends when nothing
is left, the budget says to wait, or Strava fails; the next one goes on where it stood.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from filelock import FileLock, Timeout

from etl.errors import (
    AccessRevoked,
    AppInactive,
    AppUnknown,
    Busy,
    LimitReached,
    NotThere,
    ScopeMissing,
    Unreachable,
    WrongKey,
)
from etl.home import Home
from etl.originals import Originals
from etl.settings import Settings
from etl.sources.strava_api.client import StravaClient
from etl.sources.strava_api.facts import to_facts
from etl.sources.strava_api.mapping import Document, to_streams
from etl.sources.strava_api.terms import TERMS
from etl.sync import budget, ending, events
from etl.sync.expiry import expire, expire_all_lent, remove
from etl.sync.ledger import FAILURES, INACTIVE_SINCE, PROVIDER, RETRY_AT, Ledger
from etl.sync.loading import find_unloaded, keep_document, load_fetched
from etl.sync.plan import Plan, detail_kind, is_older, is_recent, known_note, may_try
from etl.sync.records import Account, Held, Listing
from etl.sync.vault import Tokens, Vault, open_vault, to_expiry

_log = logging.getLogger(__name__)
_LOAD_EVERY = 100  # fetched details between two loadings: pages fill while a long pass runs
_FIRST_RETRY = timedelta(minutes=5)
_LAST_RETRY = timedelta(hours=1)
_MOST_DOUBLINGS = 10
_INACTIVE_RETRY = timedelta(hours=6)
_ONE_DAY = timedelta(days=1)
_OVERFLOW_PAUSE = timedelta(hours=1)

T = TypeVar("T")


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

    @property
    def progress(self) -> Progress:
        """The counts so far."""
        return Progress(self.call_count, self.listed_count, self.detailed_count)


class _MustWait(Exception):
    """The budget does not allow this call before a time."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


def sync(
    home: Home,
    settings: Settings,
    *,
    now: Callable[[], datetime] | None = None,
    runner_id: str | None = None,
    is_asked: bool = False,
    is_stopped: Callable[[], bool] = lambda: False,
    on_progress: Callable[[Progress], None] = lambda _progress: None,
) -> Report:
    """Do what is due for all accounts, or for one runner's, within the limits.

    `is_asked` looks at the recent weeks although it is not due yet, and tries again at once after
    a failure. Raises Busy where another sync is under way, UserError where no application is set
    up or Strava does not know it.
    """
    clock = now or settings.current_time
    try:
        with FileLock(home.create().sync_lock, timeout=0, mode=0o600):
            return _Pass(home, settings, clock, is_stopped, on_progress).run(
                runner_id=runner_id, is_asked=is_asked
            )
    except Timeout:
        raise Busy("A sync is under way already: it brings what is new.") from None


class _Pass:
    def __init__(
        self,
        home: Home,
        settings: Settings,
        clock: Callable[[], datetime],
        is_stopped: Callable[[], bool],
        on_progress: Callable[[Progress], None],
    ) -> None:
        self._home, self._settings, self._clock = home, settings, clock
        self._is_stopped, self._on_progress = is_stopped, on_progress
        self._ledger = Ledger(home)
        self._report = Report()
        self._client: StravaClient
        self._vault: Vault
        self._unloaded_count = 0
        self._is_after_failure = False

    def run(self, *, runner_id: str | None, is_asked: bool) -> Report:
        """Expiry first, then calls, then whatever was fetched into the warehouse."""
        now = self._clock()
        self._report.removed_count += expire(self._home, self._settings, now=now)
        expire_all_lent(self._home, self._settings, now=now)
        if self._ledger.exists and self._ledger.accounts():
            with self._ledger.kept_open():
                self._run(runner_id=runner_id, is_asked=is_asked)
        return self._report

    def _run(self, *, runner_id: str | None, is_asked: bool) -> None:
        now = self._clock()
        self._is_after_failure = self._ledger.note(FAILURES) is not None
        self._client = StravaClient(self._settings, on_headers=self._note_limits)
        self._vault = open_vault(self._home, self._settings)
        ending.finish_leaving(self._home, self._settings, now=now)
        if not is_asked and not may_try(self._ledger, now):
            self._report.resume_at = known_note(self._ledger, RETRY_AT)
            return
        for account in self._connected(runner_id):
            find_unloaded(self._home, self._settings, account.runner_id)
            if is_asked and self._ledger.listing(account.runner_id) is None:
                self._begin_listing(
                    account, Plan(self._ledger, now).due_listing(account) or "recent"
                )
        load_fetched(self._home, self._settings)  # what a file covers is known before any call
        try:
            self._call_while_due(runner_id)
        finally:
            load_fetched(self._home, self._settings)
        for account in self._connected(runner_id):
            if account.runner_id not in self._report.troubles and self._report.trouble is None:
                self._ledger.mark_synced(account.runner_id, self._clock())

    def _call_while_due(self, runner_id: str | None) -> None:
        """Step by step until nothing is due; what concerns all accounts ends the pass."""
        try:
            while not self._is_stopped() and not ending.is_paused(self._ledger):
                if not self._step(runner_id):
                    break
                self._after_step()
        except _MustWait as wait:
            self._report.resume_at = wait.until
        except LimitReached:
            now = self._clock()
            meter = self._ledger.meter(now).exhausted(now)
            self._ledger.save_meter(meter)
            self._report.resume_at = budget.wait_until(meter, budget.EVENT, now)
        except Unreachable:
            self._fail("unreachable")
        except AppInactive:
            self._fail("app_inactive")
        except AppUnknown:
            self._fail("app_unknown")

    def _step(self, runner_id: str | None) -> bool:
        """Do the one most urgent thing; False where nothing is due."""
        # After a failure events wait for all else: one that always fails must not stop the rest.
        if not self._is_after_failure and self._take_event():
            return True
        accounts = self._connected(runner_id)
        plan = Plan(self._ledger, self._clock())
        for account in accounts:
            if plan.wants_listing(account):
                self._guarded(account, lambda account=account: self._list(account, plan))
                return True
        detail = self._next_detail(accounts, plan)
        if detail is None:
            return self._is_after_failure and self._take_event()
        account, held = detail
        self._guarded(account, lambda: self._fetch_detail(account, held, plan.now))
        return True

    def _guarded(self, account: Account, action: Callable[[], None]) -> None:
        """A failure of one account ends nobody else's sync."""
        try:
            action()
        except (ScopeMissing, WrongKey) as error:
            trouble = "scope_missing" if isinstance(error, ScopeMissing) else "wrong_key"
            self._ledger.set_state(account.runner_id, trouble, trouble=trouble)
            self._report.troubles[account.runner_id] = trouble
        except AccessRevoked:
            self._report.troubles[account.runner_id] = "revoked"
            receipt = ending.end(
                self._home, self._settings, runner_id=account.runner_id, reason="revoked"
            )
            self._report.removed_count += receipt.activity_count

    # Events

    def _take_event(self) -> bool:
        """Look into the event that waits longest."""
        if events.take_overflow(self._home):
            limit = self._clock() - _OVERFLOW_PAUSE  # a flood must not become a flood of calls
            for account in self._connected(None):
                if is_older(account.reconciled_at, limit):
                    self._begin_listing(account, "recent")
        for event in events.waiting_events(self._home):
            account = self._ledger.account_of_athlete(event.athlete_id)
            if account is None or not _concerns(event, account):
                events.claim(event)
                continue
            self._take(account, event)
            return True
        return False

    def _take(self, account: Account, event: events.Event) -> None:
        """Out of the queue once it has had its effect; a failure leaves it where it is."""
        self._wait_for(budget.EVENT)
        self._guarded(account, lambda: self._look_into(account, event))
        events.claim(event)

    def _look_into(self, account: Account, event: events.Event) -> None:
        if event.kind == "athlete":
            self._call(budget.EVENT, account, self._client.athlete_id)
            return
        held = self._ledger.activity(account.runner_id, event.object_id)
        if event.is_withdrawn and not account.sees_private:
            self._let_go([held] if held else [])
            return
        self._fetch_facts(account, event.object_id, kind=budget.EVENT)

    # Listings

    def _list(self, account: Account, plan: Plan) -> None:
        """The next page of a listing, or a question about what one did not show."""
        listing = self._ledger.listing(account.runner_id)
        kind = plan.due_listing(account)
        if listing is None and kind is None:
            doubtful = self._ledger.doubtful(account.runner_id)
            if doubtful is not None:
                self._settle(account, doubtful)
            return
        listing = listing or self._begin_listing(account, kind or "recent")
        found = self._call(
            budget.LISTING,
            account,
            lambda token: self._client.summaries(
                token, page=listing.next_page, before=listing.before, after=listing.after
            ),
        )
        facts = [to_facts(answer) for answer in found if isinstance(answer, dict)]
        known = [one for one in facts if one is not None]
        self._report.odd_count += len(found) - len(known)
        self._report.listed_count += len(known)
        # Strava may leave a page short that is not the last: only an empty one is the end. The
        # recent weeks fit on one page; what a short page would hide there, the whole listing finds.
        if found:
            self._ledger.keep_page(listing, known, now=self._clock())
        if not found or listing.kind == "recent":
            self._ledger.finish_listing(listing, now=self._clock())
        load_fetched(self._home, self._settings)

    def _settle(self, account: Account, doubtful: Held) -> None:
        """Ask whether it is still there; no answer leaves that to the next whole listing."""
        try:
            self._fetch_facts(account, doubtful.source_activity_id, kind=budget.LISTING)
        except Unreachable:
            self._ledger.leave_in_doubt(doubtful)
            raise

    def _begin_listing(self, account: Account, kind: str) -> Listing:
        now = self._clock()
        listing = Listing(
            runner_id=account.runner_id,
            kind=kind,
            before=now + _ONE_DAY if kind == "full" else None,
            after=now - TERMS.reconcile_days if kind == "recent" else None,
            next_page=1,
            began_at=now,
        )
        self._ledger.begin_listing(listing)
        return listing

    # Details

    def _next_detail(self, accounts: list[Account], plan: Plan) -> tuple[Account, Held] | None:
        """Recent runs before older ones; of several runners the one who got least today."""
        wanted = [(account, held) for account in accounts if (held := plan.detail(account))]
        used = self._ledger.detail_use(plan.now)
        wanted.sort(
            key=lambda pair: (
                not is_recent(pair[1], plan.now),
                used.get(pair[0].runner_id, 0),
                pair[0].connected_at,
            )
        )
        return wanted[0] if wanted else None

    def _fetch_detail(self, account: Account, held: Held, now: datetime) -> None:
        """The recording of one run; where Strava has none, that is known from here on."""
        kind = detail_kind(held, now)
        try:
            answer = self._call(
                kind,
                account,
                lambda token: self._client.streams(token, held.source_activity_id),
            )
            streams = to_streams(answer)
        except NotThere:
            streams = None
        except Unreachable:
            self._ledger.count_failure(held)  # others come first from here on
            raise
        fetched_at = self._clock()
        self._ledger.count_detail(account.runner_id, fetched_at)
        document = keep_document(self._home, Document(held.facts, streams))
        self._ledger.keep_streams(
            held,
            streams="held" if streams else "none",
            original_sha256=document,
            fetched_at=fetched_at,
        )
        if held.original_sha256 not in (None, document):
            Originals(self._home.documents).forget(held.original_sha256)
        self._report.detailed_count += 1
        self._unloaded_count += 1

    def _fetch_facts(self, account: Account, source_activity_id: str, *, kind: str) -> None:
        """One activity as it is now; what is no longer there goes here too."""
        try:
            answer = self._call(
                kind, account, lambda token: self._client.activity(token, source_activity_id)
            )
        except NotThere:
            held = self._ledger.activity(account.runner_id, source_activity_id)
            self._let_go([held] if held else [])
            return
        facts = to_facts(answer)
        if facts is None:
            self._report.odd_count += 1
            return
        self._ledger.keep_facts(account.runner_id, facts, now=self._clock())
        self._unloaded_count += 1

    def _let_go(self, held: list[Held]) -> None:
        remove(self._home, self._settings, held)
        self._report.removed_count += len(held)

    # Calls

    def _call(self, kind: str, account: Account, action: Callable[[str], T]) -> T:
        """One call within the budget, with tokens that are good, counted before it is made."""
        self._wait_for(kind)
        token = self._token(account)
        try:
            return self._counted(action, token)
        except AccessRevoked:
            # An access token may end early; only a refusal of the refresh token is the end.
            token = self._refreshed(account)
        try:
            return self._counted(action, token)
        except AccessRevoked:
            raise Unreachable("Strava refused one call, not the connection.") from None

    def _counted(self, action: Callable[[str], T], token: str) -> T:
        now = self._clock()
        self._ledger.save_meter(self._ledger.meter(now).with_call(now))
        self._report.call_count += 1
        answer = action(token)
        self._succeeded()
        return answer

    def _wait_for(self, kind: str) -> None:
        now = self._clock()
        until = budget.wait_until(self._ledger.meter(now), kind, now)
        if until is not None:
            raise _MustWait(until)

    def _token(self, account: Account) -> str:
        tokens = self._tokens_of(account)
        if tokens.expires_at - self._clock() <= TERMS.refresh_before:
            return self._refreshed(account)
        return tokens.access_token

    def _refreshed(self, account: Account) -> str:
        """New tokens, kept before they are used: Strava may have ended the former ones."""
        grant = self._client.refresh(self._tokens_of(account).refresh_token)
        tokens = Tokens(grant.access_token, grant.refresh_token, to_expiry(grant.expires_at))
        sealed = self._vault.seal(tokens, runner_id=account.runner_id, provider=PROVIDER)
        self._ledger.save_tokens(account.runner_id, sealed)
        return tokens.access_token

    def _tokens_of(self, account: Account) -> Tokens:
        current = self._ledger.account(account.runner_id)
        if current is None or current.sealed_tokens is None:
            raise AccessRevoked("The connection has ended.")
        return self._vault.open(
            current.sealed_tokens, runner_id=account.runner_id, provider=PROVIDER
        )

    def _note_limits(self, headers: Mapping[str, str]) -> None:
        now = self._clock()
        self._ledger.save_meter(self._ledger.meter(now).observed(headers, now))

    # Around the calls

    def _connected(self, runner_id: str | None) -> list[Account]:
        return [
            account
            for account in self._ledger.accounts()
            if account.state == "connected" and runner_id in (None, account.runner_id)
        ]

    def _after_step(self) -> None:
        if self._unloaded_count >= _LOAD_EVERY:
            load_fetched(self._home, self._settings)
            self._unloaded_count = 0
        self._on_progress(self._report.progress)

    def _fail(self, trouble: str) -> None:
        """Write down what happened and when to try again, later each time."""
        now = self._clock()
        count = int(self._ledger.note(FAILURES) or 0)
        pause = min(_FIRST_RETRY * 2 ** min(count, _MOST_DOUBLINGS), _LAST_RETRY)
        if trouble == "app_inactive":
            pause = _INACTIVE_RETRY
            if self._ledger.note(INACTIVE_SINCE) is None:
                self._ledger.set_note(INACTIVE_SINCE, now.isoformat())
        self._ledger.set_note(FAILURES, str(count + 1))
        self._ledger.set_note(RETRY_AT, (now + pause).isoformat())
        self._ledger.mark_trouble(trouble)
        self._report.trouble = trouble
        self._report.resume_at = now + pause
        _log.warning("sync with strava ended early: %s", trouble)

    def _succeeded(self) -> None:
        if self._ledger.note(RETRY_AT) is not None:
            for name in (RETRY_AT, FAILURES, INACTIVE_SINCE):
                self._ledger.set_note(name, None)


def _concerns(event: events.Event, account: Account) -> bool:
    """An end at Strava is heard of also where runs may no longer be read."""
    return account.state == "connected" or (
        event.kind == "athlete" and account.state == "scope_missing"
    )
