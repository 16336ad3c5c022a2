"""One pass over all connected accounts: one call at a time, each kept before the next is made.

What happened just now comes first (events), then whole histories as totals, then the details of
the last weeks, then those of the years before, fairly over all runners. A pass ends when nothing
is left, the budget says to wait, or Strava fails; the next one goes on where it stood.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

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
from etl.settings import Settings
from etl.sources.strava_api.facts import to_facts
from etl.sources.strava_api.mapping import Document, to_streams
from etl.sources.strava_api.terms import TERMS
from etl.storage.originals import Originals
from etl.sync import disconnect, rate_limits, webhook_queue
from etl.sync.calls import Calls, MustWait
from etl.sync.expiry import expire, expire_all_lent, remove
from etl.sync.failures import has_failed, note_failure
from etl.sync.ledger.records import Account, Held, Listing
from etl.sync.ledger.store import PROVIDER, RETRY_AT, Ledger
from etl.sync.loading import find_unloaded, keep_document, load_fetched
from etl.sync.report import Progress, Report
from etl.sync.schedule import Plan, detail_kind, is_older, known_note, may_try

_log = logging.getLogger(__name__)
_LOAD_EVERY = 100  # fetched details between two loadings: pages fill while a long pass runs
_ONE_DAY = timedelta(days=1)
_OVERFLOW_PAUSE = timedelta(hours=1)


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
        self._calls: Calls
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
        self._is_after_failure = has_failed(self._ledger)
        self._calls = Calls(
            self._home,
            self._settings,
            ledger=self._ledger,
            clock=self._clock,
            report=self._report,
        )
        disconnect.finish_leaving(self._home, self._settings, now=now)
        if not is_asked and not may_try(self._ledger, now):
            self._report.resume_at = known_note(self._ledger, RETRY_AT)
            return
        for account in self._connected(runner_id):
            find_unloaded(self._home, self._settings, account.runner_id)
            if is_asked and self._ledger.listing(account) is None:
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
                self._ledger.mark_synced(account, self._clock())

    def _call_while_due(self, runner_id: str | None) -> None:
        """Step by step until nothing is due; what concerns all accounts ends the pass."""
        try:
            while not self._is_stopped() and not disconnect.is_paused(self._ledger):
                if not self._step(runner_id):
                    break
                self._after_step()
        except MustWait as wait:
            self._report.resume_at = wait.until
        except LimitReached:
            now = self._clock()
            meter = self._ledger.meter(PROVIDER, now).exhausted(now)
            self._ledger.save_meter(PROVIDER, meter)
            self._report.resume_at = rate_limits.wait_until(meter, rate_limits.EVENT, now)
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
        detail = plan.next_detail(accounts)
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
            self._ledger.set_state(account, trouble, trouble=trouble)
            self._report.troubles[account.runner_id] = trouble
        except AccessRevoked:
            self._report.troubles[account.runner_id] = "revoked"
            receipt = disconnect.end(
                self._home, self._settings, runner_id=account.runner_id, reason="revoked"
            )
            self._report.removed_count += receipt.activity_count

    # Events

    def _take_event(self) -> bool:
        """Look into the event that waits longest."""
        if webhook_queue.take_overflow(self._home):
            limit = self._clock() - _OVERFLOW_PAUSE  # a flood must not become a flood of calls
            for account in self._connected(None):
                if is_older(account.reconciled_at, limit):
                    self._begin_listing(account, "recent")
        for event in webhook_queue.waiting_events(self._home):
            account = self._ledger.account_of_athlete(PROVIDER, event.athlete_id)
            if account is None or not _concerns(event, account):
                webhook_queue.claim(event)
                continue
            self._take(account, event)
            return True
        return False

    def _take(self, account: Account, event: webhook_queue.Event) -> None:
        """Out of the queue once it has had its effect; a failure leaves it where it is."""
        self._calls.wait_for(rate_limits.EVENT)
        self._guarded(account, lambda: self._look_into(account, event))
        webhook_queue.claim(event)

    def _look_into(self, account: Account, event: webhook_queue.Event) -> None:
        if event.kind == "athlete":
            self._calls.make(rate_limits.EVENT, account, self._calls.client.athlete_id)
            return
        held = self._ledger.activity(account, event.object_id)
        if event.is_withdrawn and not account.sees_private:
            self._let_go([held] if held else [])
            return
        self._fetch_facts(account, event.object_id, kind=rate_limits.EVENT)

    # Listings

    def _list(self, account: Account, plan: Plan) -> None:
        """The next page of a listing, or a question about what one did not show."""
        listing = self._ledger.listing(account)
        kind = plan.due_listing(account)
        if listing is None and kind is None:
            doubtful = self._ledger.doubtful(account)
            if doubtful is not None:
                self._settle(account, doubtful)
            return
        listing = listing or self._begin_listing(account, kind or "recent")
        found = self._calls.make(
            rate_limits.LISTING,
            account,
            lambda token: self._calls.client.summaries(
                token, page=listing.next_page, before=listing.before_at, after=listing.after_at
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
            self._fetch_facts(account, doubtful.source_activity_id, kind=rate_limits.LISTING)
        except Unreachable:
            self._ledger.leave_in_doubt(doubtful)
            raise

    def _begin_listing(self, account: Account, kind: str) -> Listing:
        now = self._clock()
        listing = Listing(
            runner_id=account.runner_id,
            provider=account.provider,
            kind=kind,
            before_at=now + _ONE_DAY if kind == "full" else None,
            after_at=now - TERMS.reconcile_days if kind == "recent" else None,
            next_page=1,
            began_at=now,
        )
        self._ledger.begin_listing(listing)
        return listing

    # Details

    def _fetch_detail(self, account: Account, held: Held, now: datetime) -> None:
        """The recording of one run; where Strava has none, that is known from here on."""
        kind = detail_kind(held, now)
        try:
            answer = self._calls.make(
                kind,
                account,
                lambda token: self._calls.client.streams(token, held.source_activity_id),
            )
            streams = to_streams(answer)
        except NotThere:
            streams = None
        except Unreachable:
            self._ledger.count_failure(held)  # others come first from here on
            raise
        fetched_at = self._clock()
        self._ledger.count_detail(account, fetched_at)
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
            answer = self._calls.make(
                kind, account, lambda token: self._calls.client.activity(token, source_activity_id)
            )
        except NotThere:
            held = self._ledger.activity(account, source_activity_id)
            self._let_go([held] if held else [])
            return
        facts = to_facts(answer)
        if facts is None:
            self._report.odd_count += 1
            return
        self._ledger.keep_facts(account, facts, now=self._clock())
        self._unloaded_count += 1

    def _let_go(self, held: list[Held]) -> None:
        remove(self._home, self._settings, held)
        self._report.removed_count += len(held)

    # Around the calls

    def _connected(self, runner_id: str | None) -> list[Account]:
        return [
            account for account in self._ledger.accounts(runner_id) if account.state == "connected"
        ]

    def _after_step(self) -> None:
        if self._unloaded_count >= _LOAD_EVERY:
            load_fetched(self._home, self._settings)
            self._unloaded_count = 0
        self._on_progress(self._report.progress)

    def _fail(self, trouble: str) -> None:
        """A failure that concerns every account ends the pass; the next one waits for it."""
        self._report.trouble = trouble
        self._report.resume_at = note_failure(self._ledger, trouble, now=self._clock())
        _log.warning("sync with strava ended early: %s", trouble)


def _concerns(event: webhook_queue.Event, account: Account) -> bool:
    """An end at Strava is heard of also where runs may no longer be read."""
    return account.state == "connected" or (
        event.kind == "athlete" and account.state == "scope_missing"
    )
