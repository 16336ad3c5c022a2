"""Sync, digests and what pages will read: beside the pages, in threads that do what is due.

It opens no database while nothing is due, and no other process is disturbed: of several that sync,
one goes on and the others leave it to that one.
"""

import logging
import threading
import time
from collections.abc import Callable
from functools import partial

from dashboard import session
from dashboard.ui.charts import kept
from etl.errors import Busy, KneewiseError
from etl.operations.backup.schedule import back_up_if_due
from etl.sync.expiry import expire_all_lent
from etl.sync.ledger.store import Ledger

LOOK_EVERY_S = 60.0
PREPARE_BOARDS_EVERY_S = 0.25  # looks at the files' state only, where nobody wrote
KEEP_READS_EVERY_S = 600.0  # each time every slice is built anew, since the journal changed
BACK_UP_AFTER_S = 300.0  # the first pages of a server have the machine to themselves
_STOP_WITHIN_S = 25.0  # one call at Strava may take twenty seconds

_log = logging.getLogger(__name__)


class Background:
    """Threads: for boards, for runners' pages, for a watched folder, and for all else.

    One event wakes the last of them, another ends all.
    """

    def __init__(self, *, look_every_s: float = LOOK_EVERY_S) -> None:
        self._look_every_s = look_every_s
        self._woken = threading.Event()
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []
        self._reads_kept_s = self._made_s = time.monotonic()

    def start(self) -> None:
        """Begin, once. A home whose clock stands still has nothing to be kept up to date."""
        if self._threads:
            return
        self._stopping.clear()
        # A thread of its own, since a sync may take minutes.
        work = [self._prepare_boards, self._work_out_ahead]
        if session.current_settings().now is None:
            work.append(self._run)
            if session.current_settings().watch is not None:
                work.append(self._watch)
        self._threads = [threading.Thread(target=one, daemon=True) for one in work]
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Look at once instead of within a minute."""
        self._woken.set()

    def stop(self) -> None:
        """End before the next call; waits for the one that is being made."""
        self._stopping.set()
        self._woken.set()
        for thread in self._threads:
            thread.join(timeout=_STOP_WITHIN_S)
        self._threads = []

    def _prepare_boards(self) -> None:
        pause_s = PREPARE_BOARDS_EVERY_S
        while not self._stopping.wait(pause_s):
            is_done = self._guarded(session.prepare_boards)
            pause_s = PREPARE_BOARDS_EVERY_S if is_done else self._look_every_s

    def _work_out_ahead(self) -> None:
        is_done, pause_s = [False], PREPARE_BOARDS_EVERY_S

        def work_out() -> None:
            is_done[0] = not session.work_out_ahead()

        while not self._stopping.wait(pause_s):
            went_well = self._guarded(work_out)
            pause_s = self._look_every_s if not went_well else PREPARE_BOARDS_EVERY_S * is_done[0]

    def _watch(self) -> None:
        """Until the end; whatever ends it before, it begins anew."""
        # Readers of recordings take a second to load: no start waits for them.
        from dashboard.server.upkeep.watched_folder import watch_folder  # noqa: PLC0415

        while not self._stopping.is_set():
            self._guarded(partial(watch_folder, self._stopping))
            self._stopping.wait(self._look_every_s)

    def _run(self) -> None:
        self._guarded(self._expire_once)
        while not self._stopping.is_set():
            self._woken.clear()
            self._guarded(session.finish_erasures)
            self._guarded(session.forget_changed)
            self._guarded(kept.forget_changed)
            self._guarded(self._sync_if_due)
            self._keep_reads_if_due()
            self._guarded(self._send_digests_if_due)
            if time.monotonic() - self._made_s >= BACK_UP_AFTER_S:
                self._guarded(_back_up_if_due)
            self._woken.wait(self._look_every_s)

    def _guarded(self, work: Callable[[], None]) -> bool:
        """Whether it went well. What fails is named by its kind only: its words may quote rows."""
        try:
            work()
            return True
        except Busy:
            _log.info("sync left to another process")
        except KneewiseError as error:
            _log.warning("background: %s", type(error).__name__)
        except Exception as error:  # noqa: BLE001  the next look may go well, so the thread lives on
            _log.error("background, not foreseen: %s", type(error).__name__)
        return False

    def _keep_reads_if_due(self) -> None:
        if time.monotonic() - self._reads_kept_s >= KEEP_READS_EVERY_S:
            self._reads_kept_s = time.monotonic()
            session.keep_reads()

    def _expire_once(self) -> None:
        settings = session.current_settings()
        expire_all_lent(session.current_home(), settings, now=settings.current_time())

    def _sync_if_due(self) -> None:
        home, settings = session.current_home(), session.current_settings()
        if not Ledger(home).exists:  # nobody ever connected here
            return
        # Strava's library takes a second to load: here no page and no start waits for it.
        from etl.operations.sync import sync  # noqa: PLC0415
        from etl.sync import schedule  # noqa: PLC0415

        if schedule.is_due(home, settings, now=settings.current_time()):
            sync(home, settings, is_stopped=self._stopping.is_set)

    def _send_digests_if_due(self) -> None:
        settings = session.current_settings()
        if not (settings.is_team and settings.has_mail):
            return
        from dashboard.squad.digest.delivery import send_due  # noqa: PLC0415  where no mail is set up, none

        send_due(
            session.current_gateway(),
            address=session.current_address(),
            is_stopped=self._stopping.is_set,
        )


def _back_up_if_due() -> None:
    kept = back_up_if_due(session.current_home(), session.current_settings())
    if kept is not None:
        _log.info("a backup was written and read again; %d older went", kept.removed_count)


background = Background()
"""The one of this process."""
