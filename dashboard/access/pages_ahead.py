"""Pages worked out before somebody opens them: when rows, grants, rules or the day have changed.

What lies there is then read at any length of history. It is done while nobody reads, one runner
and one combination of grants at a time, and left at once for whoever comes.
"""

import time
from collections import deque
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from dashboard.access.change_state import FileState
from dashboard.access.keys import Key
from dashboard.access.page import Page
from dashboard.access.policy import Scopes, Viewer
from dashboard.access.snapshot import build_slice
from dashboard.access.stored_views import EVERY_PAGE, RunnerRows, pages_read
from etl.storage.materialized import Materialized, Share

if TYPE_CHECKING:
    from dashboard.access.gateway import Gateway

_IDLE_AFTER_S = 0.5  # a page reads on and on until it stands


class PagesAhead:
    """What is left to be worked out of one home; one thread."""

    def __init__(self, gateway: "Gateway") -> None:
        self._gateway = gateway
        self._seen: tuple[FileState, datetime] | None = None
        self._waiting: deque[tuple[Viewer, str]] = deque()

    def work_out_next(self) -> bool:
        """Of one runner what is not stored; False where all is, or somebody reads just now.

        Each is tried once a state of the files: where the disk takes nothing, it is left.
        """
        if not self._gateway.home.journal.exists():  # nothing is made of a home nobody has begun
            return False
        self._look()
        if self.is_busy:
            return False
        if not self._waiting:
            self._gateway.let_go_stored()
            return False
        viewer, runner_id = self._waiting.popleft()  # first: one that fails stops no other
        page = self._gateway.page()
        scopes = page.state.scopes(viewer, page.now)
        if runner_id in scopes:
            self._work_out(page, viewer, runner_id, scopes)
        if self.is_busy:  # it may not be all, and goes on once the page stands
            self._waiting.appendleft((viewer, runner_id))
            return False
        return True

    @property
    def is_busy(self) -> bool:
        """Somebody's page is being read, or was just now."""
        return time.monotonic() - self._gateway.read_at_s < _IDLE_AFTER_S

    def _look(self) -> None:
        """Who has to be looked at: everybody, once something changed or a day began somewhere."""
        gateway = self._gateway
        now = gateway.settings.current_time()
        state = gateway.present()
        seen = (state, now.replace(minute=0, second=0, microsecond=0))
        if self._seen is not None and self._seen[0] is state and self._seen[1] == seen[1]:
            return
        self._seen = seen
        shares: dict[Share, tuple[Viewer, str]] = {}
        page = gateway.page()
        for viewer in self._viewers(page):
            scopes = page.state.scopes(viewer, page.now)
            for runner_id in scopes:
                share = gateway.rows_of(page, viewer, runner_id, scopes).share
                shares.setdefault(share, (viewer, runner_id))
        without_lent = (Share(one.runner_id, one.scopes, with_lent=False) for one in shares)
        Materialized(gateway.home).keep_only({*shares, *without_lent}, now_s=now.timestamp())
        lately = gateway.runners_read()
        self._waiting = deque(sorted(shares.values(), key=lambda one: one[1] not in lately))

    def _viewers(self, page: Page) -> list[Viewer]:
        if not self._gateway.settings.is_team:
            return [Viewer()]
        people = page.team(page.now.date()).people
        return [Viewer(viewer_id=one.person_id, is_owner=False) for one in people]

    def _work_out(self, page: Page, viewer: Viewer, runner_id: str, scopes: Scopes) -> None:
        """A page that comes in between finds what is done until then."""
        gateway = self._gateway
        rows = gateway.rows_of(page, viewer, runner_id, {runner_id: scopes[runner_id]})
        key = Key(viewer, runner_id, None, stored=EVERY_PAGE)
        stale = rows.stale(pages_read())
        if stale:
            self._build(page, key, rows, stale)
        if not self.is_busy:
            rows.forget_former()
            gateway.let_go(key)

    def _build(self, page: Page, key: Key, rows: RunnerRows, stale: frozenset[str]) -> None:
        gateway, plan = self._gateway, rows.plan(stale)
        piece = build_slice(
            gateway.home,
            gateway.settings,
            key.viewer,
            [rows.share.runner_id],
            now=page.now,
            today=rows.today,
            tables=plan.tables,
            rows=rows,
            before=plan.before,
        )
        try:
            if page.is_of_its_state(key, partial(gateway.version, key, page.now), piece.look):
                for name in sorted(stale):
                    piece.work_out(name)
                    if self.is_busy:
                        break
                piece.store()
        finally:
            piece.connection.close()
