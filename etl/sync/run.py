"""One pass over all connected accounts: one call at a time, each kept before the next is made.

What happened just now comes first (events), then whole histories as totals, then the details of
the last weeks, then those of the years before, fairly over all runners. A pass ends when nothing
is left, the budget says to wait, or the platform fails; the next one goes on where it stood. One
platform's limits and failures hold up no other.
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
    UserError,
    WrongKey,
)
from etl.home import Home
from etl.settings import Settings
from etl.sources.platform import Event, Terms
from etl.storage.originals import Originals
from etl.sync import disconnect, rate_limits, webhook_queue
from etl.sync.calls import Calls, MustWait
from etl.sync.expiry import expire, expire_all_lent, remove
from etl.sync.ledger.failures import has_failed, note_failure
from etl.sync.ledger.notes import RETRY_AT
from etl.sync.ledger.records import Account, Held, Listing
from etl.sync.ledger.store import Ledger
from etl.sync.loading import find_unloaded, keep_document, load_fetched
from etl.sync.own_files import BringIn, load_own
from etl.sync.platforms import all_terms
from etl.sync.report import Progress, Report
from etl.sync.schedule import Plan, is_older, known_note, may_try

_log = logging.getLogger(__name__)
_LOAD_EVERY = 200  # fetched details between two loadings: pages fill while a long pass runs
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
    bring_in: BringIn | None = None,
) -> Report:
    """Do what is due for all accounts, or for one runner's, within the limits.

    `bring_in` imports what is the runner's own; without it (None) such originals wait.
    `is_asked` looks at the recent weeks although it is not due yet, and tries again at once after
    a failure. Raises Busy where another sync is under way, UserError where no application is set
    up or the platform does not know it.
    """
    clock = now or settings.current_time
    try:
        with FileLock(home.create().sync_lock, timeout=0, mode=0o600):
            report, ledger = Report(), Ledger(home)
            report.removed_count += expire(home, settings, now=clock())
            expire_all_lent(home, settings, now=clock())
            connected, refusals = {account.provider for account in ledger.accounts()}, []
            for terms in (one for one in all_terms() if one.provider in connected):
                a_pass = _Pass(home, settings, terms, report, clock=clock, bring_in=bring_in)
                try:
                    with a_pass.ledger.kept_open():
                        a_pass.run(runner_id, is_asked, is_stopped, on_progress)
                except UserError as refusal:  # of one platform's set-up: the others go on
                    refusals.append(refusal)
            if refusals:
                raise refusals[0]
            return report
    except Timeout:
        raise Busy("A sync is under way already: it brings what is new.") from None


class _Pass:
    """What is due at one platform."""

    def __init__(
        self,
        home: Home,
        settings: Settings,
        terms: Terms,
        report: Report,
        *,
        clock: Callable[[], datetime],
        bring_in: BringIn | None,
    ) -> None:
        self._home, self._settings, self._clock = home, settings, clock
        self._terms, self._provider, self._bring_in = terms, terms.provider, bring_in
        self.ledger = Ledger(home)
        self._report = report
        self._calls: Calls
        self._unloaded_count = 0
        self._has_failed = self._is_after_failure = False
        self._troubled: set[str] = set()

    def run(
        self,
        runner_id: str | None,
        is_asked: bool,
        is_stopped: Callable[[], bool],
        on_progress: Callable[[Progress], None],
    ) -> None:
        """What was fetched before into the warehouse, then calls, then what these brought."""
        now = self._clock()
        self._is_after_failure = has_failed(self.ledger, self._provider)
        self._calls = Calls(
            self._home,
            self._settings,
            provider=self._provider,
            ledger=self.ledger,
            clock=self._clock,
            report=self._report,
        )
        disconnect.finish_leaving(self._home, self._settings, self._provider, now=now)
        if not is_asked and not may_try(self.ledger, self._provider, now):
            self._report.wait_until(known_note(self.ledger, self._provider, RETRY_AT))
            return
        for account in self._connected(runner_id):
            if self._terms.is_lent:
                find_unloaded(self._home, self._settings, account.runner_id)
            if is_asked and self.ledger.listing(account) is None:
                self._begin_listing(account, self._plan().due_listing(account) or "recent")
        self._load()  # what a file covers is known before any call
        try:
            self._call_while_due(runner_id, is_stopped, on_progress)
        finally:
            self._calls.note_limits()
            self._load()
        for account in self._connected(runner_id):
            if account.runner_id not in self._troubled and not self._has_failed:
                self.ledger.mark_synced(account, self._clock())

    def _load(self) -> None:
        if self._terms.is_lent:
            load_fetched(self._home, self._settings, self.ledger)
        elif self._bring_in is not None:
            load_own(self._home, self._settings, self._provider, bring_in=self._bring_in)

    def _plan(self) -> Plan:
        return Plan(self.ledger, self._terms, self._clock())

    def _call_while_due(
        self,
        runner_id: str | None,
        is_stopped: Callable[[], bool],
        on_progress: Callable[[Progress], None],
    ) -> None:
        """Step by step until nothing is due; what concerns all accounts ends the pass."""
        try:
            while not is_stopped() and not disconnect.is_paused(self.ledger):
                if not self._step(runner_id):
                    break
                self._after_step()
                on_progress(self._report.progress)
        except MustWait as wait:
            self._report.wait_until(wait.until)
        except LimitReached as refusal:
            self._pause(refusal)
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
        plan = self._plan()
        for account in accounts:
            if plan.wants_listing(account):
                self._guarded(account, lambda account=account: self._list(account, plan))
                return True
        detail = plan.next_detail(accounts)
        if detail is None:
            return self._is_after_failure and self._take_event()
        account, held = detail
        self._guarded(account, lambda: self._fetch_detail(account, held, plan.detail_kind(held)))
        return True

    def _guarded(self, account: Account, action: Callable[[], None]) -> None:
        """A failure of one account ends nobody else's sync."""
        try:
            action()
        except (ScopeMissing, WrongKey) as error:
            name = "scope_missing" if isinstance(error, ScopeMissing) else "wrong_key"
            self._leave_out(account, name)
        except AccessRevoked:
            if not self._terms.is_lent:  # a key that ran out is no wish to end anything
                self._leave_out(account, "key_expired")
                return
            self._troubled.add(account.runner_id)
            self._report.troubles[account.runner_id] = "revoked"
            receipt = disconnect.end(self._home, self._settings, account, reason="revoked")
            self._report.removed_count += receipt.activity_count

    def _leave_out(self, account: Account, trouble: str) -> None:
        """Nothing more is asked for it until its runner connects again."""
        self.ledger.set_state(account, trouble, trouble=trouble)
        self._troubled.add(account.runner_id)
        self._report.troubles[account.runner_id] = trouble

    # Events

    def _take_event(self) -> bool:
        """Look into the event that waits longest."""
        if webhook_queue.take_overflow(self._home, self._provider):
            limit = self._clock() - _OVERFLOW_PAUSE  # a flood must not become a flood of calls
            for account in self._connected(None):
                if is_older(account.reconciled_at, limit):
                    self._begin_listing(account, "recent")
        for event in webhook_queue.waiting_events(self._home, self._provider):
            account = self.ledger.account_of_athlete(self._provider, event.athlete_id)
            if account is None or not webhook_queue.concerns(event, account):
                webhook_queue.claim(event)
                continue
            self._take(account, event)
            return True
        return False

    def _take(self, account: Account, event: Event) -> None:
        """Out of the queue once it has had its effect; a failure leaves it where it is."""
        self._calls.wait_for(rate_limits.EVENT)
        self._guarded(account, lambda: self._look_into(account, event))
        webhook_queue.claim(event)

    def _look_into(self, account: Account, event: Event) -> None:
        if event.kind == "athlete":
            self._calls.make(rate_limits.EVENT, account, self._calls.lender.athlete_id)
            return
        held = self.ledger.activity(account, event.object_id)
        if event.is_withdrawn and self._terms.private_scope not in account.scopes:
            self._let_go([held] if held else [])
            return
        self._fetch_facts(account, event.object_id, kind=rate_limits.EVENT)

    # Listings

    def _list(self, account: Account, plan: Plan) -> None:
        """The next page of a listing, or a question about what one did not show."""
        listing = self.ledger.listing(account)
        kind = plan.due_listing(account)
        if listing is None and kind is None:
            doubtful = self.ledger.doubtful(account)
            if doubtful is not None:
                self._settle(account, doubtful)
            return
        listing = listing or self._begin_listing(account, kind or "recent")
        found = self._calls.make(
            rate_limits.LISTING,
            account,
            lambda token: self._calls.platform.list_since(
                token, page=listing.next_page, after=listing.after_at, before=listing.before_at
            ),
        )
        self._report.odd_count += found.odd_count
        self._report.listed_count += len(found.facts)
        self.ledger.keep_page(listing, found.facts, now=self._clock())
        # Recent weeks fit on one page; what a short one hides there, the whole listing finds.
        if found.is_last or listing.kind == "recent":
            self.ledger.finish_listing(listing, now=self._clock())
        self._load()

    def _settle(self, account: Account, doubtful: Held) -> None:
        """Ask whether it is still there; no answer leaves that to the next whole listing.

        A file that was fetched is the runner's own, whatever becomes of it there.
        """
        if not self._terms.is_lent:
            if doubtful.streams == "wanted":
                self.ledger.forget_activities([doubtful])
            else:
                self.ledger.leave_in_doubt(doubtful)
            return
        try:
            self._fetch_facts(account, doubtful.source_activity_id, kind=rate_limits.LISTING)
        except Unreachable:
            self.ledger.leave_in_doubt(doubtful)
            raise

    def _begin_listing(self, account: Account, kind: str) -> Listing:
        now = self._clock()
        listing = Listing(
            runner_id=account.runner_id,
            provider=account.provider,
            kind=kind,
            before_at=now + _ONE_DAY if kind == "full" else None,
            after_at=now - self._terms.reconcile_days if kind == "recent" else None,
            next_page=1,
            began_at=now,
        )
        self.ledger.begin_listing(listing)
        return listing

    # Details

    def _fetch_detail(self, account: Account, held: Held, kind: str) -> None:
        """The recording of one activity; where there is none, that is known from here on."""
        try:
            original = self._calls.make(
                kind,
                account,
                lambda token: self._calls.platform.fetch_original(token, held.facts),
            )
        except NotThere:
            original = None
        except Unreachable:
            self.ledger.count_failure(held)  # others come first from here on
            raise
        fetched_at = self._clock()
        sha256 = self._keep(held, original)
        self.ledger.keep_detail(
            held,
            streams="held" if original else "none",
            original_sha256=sha256,
            fetched_at=fetched_at,
        )
        if held.original_sha256 not in (None, sha256):
            Originals(self._home.documents).forget(held.original_sha256)
        self._report.detailed_count += 1
        self._unloaded_count += 1

    def _keep(self, held: Held, original: bytes | None) -> str | None:
        if original is None and self._terms.is_lent:
            return keep_document(self._home, self._settings, held, None)
        if original is None:
            return None
        # What a power cut took is found damaged, and fetched once more.
        return Originals(self._home.documents).keep(original, to_disk=False)

    def _fetch_facts(self, account: Account, source_activity_id: str, *, kind: str) -> None:
        """One activity as it is now; what is no longer there goes here too."""
        try:
            facts = self._calls.make(
                kind,
                account,
                lambda token: self._calls.lender.fetch_facts(token, source_activity_id),
            )
        except NotThere:
            held = self.ledger.activity(account, source_activity_id)
            self._let_go([held] if held else [])
            return
        if facts is None:
            self._report.odd_count += 1
            return
        self.ledger.keep_facts(account, facts, now=self._clock())
        self._unloaded_count += 1

    def _let_go(self, held: list[Held]) -> None:
        remove(self._home, self._settings, held)
        self._report.removed_count += len(held)

    # Around the calls

    def _connected(self, runner_id: str | None) -> list[Account]:
        return [
            account
            for account in self.ledger.accounts(runner_id)
            if account.provider == self._provider and account.state == "connected"
        ]

    def _after_step(self) -> None:
        if self._unloaded_count >= _LOAD_EVERY:
            self._load()
            self._unloaded_count = 0

    def _pause(self, refusal: LimitReached) -> None:
        """Nothing is asked until the window ends, nor before the platform said."""
        now = self._clock()
        until = rate_limits.wait_until(self._calls.exhausted(), rate_limits.EVENT, now)
        if refusal.retry_after_s:
            until = max(until or now, now + timedelta(seconds=refusal.retry_after_s))
            self.ledger.set_note(self._provider, RETRY_AT, until.isoformat())
        self._report.wait_until(until)

    def _fail(self, trouble: str) -> None:
        """A failure that concerns every account ends the pass; the next one waits for it."""
        self._has_failed = True
        self._report.trouble = trouble
        resume_at = note_failure(self.ledger, self._provider, trouble, now=self._clock())
        self._report.wait_until(resume_at)
        _log.warning("sync with %s ended early: %s", self._provider, trouble)
