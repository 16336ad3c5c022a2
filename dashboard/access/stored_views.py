"""Rows of views of one runner that are worked out at most once, and found again by their version.

A version is drawn from all that a view rests on: the stored rows behind it, what was granted, this
code with its rules, and, where a view asks for it, the day. So one log makes no view new that does
not read it, and a page reads rows that lie there, whatever the length of the history.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache

from dashboard.access.change_state import FileState
from dashboard.access.policy import Viewer, needed_tables, sources_of
from etl.home import Home
from etl.reference.views import View, read_views, with_macros
from etl.settings import Settings
from etl.storage.materialized import Materialized, Share, Stored, digest
from etl.storage.templates import present_version
from etl.warehouse.lazy_views import Before

EVERY_PAGE = ""
"""In place of a view: all that pages read of a runner."""
OF_ONE_RUN = frozenset({"page.run_course", "page.run_stretch"})
"""Views whose rows rest on one run each, by its `activity_id`: copied for that run, not stored."""
_OF_THEIR_VIEWER = frozenset({"journal.squad_mark", "journal.squad_note"})
_TODAY = "as_of_date("


@dataclass(frozen=True, slots=True)
class _Rest:
    """What a view rests on."""

    sources: frozenset[str]
    is_of_the_day: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What has to be copied to work out some views, and what is stored of the views behind."""

    tables: frozenset[str]
    before: Before


class ReadTogether:
    """Which views of a runner pages read beside each other, as of the last that did.

    After a write a page waits for what it reads itself; the rest is worked out once it stands.
    """

    def __init__(self) -> None:
        self._beside: dict[str, frozenset[str]] = {}

    def note(self, names: frozenset[str]) -> None:
        """One page has read these; a part of a page takes nothing from what the whole one told."""
        for name in names if len(names) > 1 else ():
            if not names < self._beside.get(name, frozenset()):
                self._beside[name] = names

    def beside(self, name: str | None, *, is_first: bool) -> frozenset[str]:
        """What to work out with that view; all that pages read if nobody knows or it fell short."""
        return self._beside.get(name or "", pages_read()) if is_first else pages_read()


@dataclass(slots=True)
class RunnerRows:
    """What is stored of one runner as one combination of grants shows them, at one state."""

    home: Home
    share: Share
    state: FileState
    now: datetime
    today: date
    _versions: dict[str, str] = field(default_factory=dict)
    _known: set[str] | None = None

    def read(self, name: str) -> Stored | None:
        """All rows of a view; None where they have yet to be worked out.

        What somebody stores after the first read may be told as None and is worked out once more.
        """
        if self._known is None:
            self._known = self._stored()
        if name not in self._known:
            return None
        return self._of_this_state(self._take([name])).get(name)

    def stale(self, wanted: Iterable[str]) -> frozenset[str]:
        """Those of the views that have yet to be worked out."""
        stored = self._stored()
        return frozenset(name for name in wanted if name not in stored)

    def plan(self, wanted: Collection[str], *, anew: Collection[str] = ()) -> Plan:
        """How to work out those of the views that are not stored: with as few rows as possible.

        What has to be worked out `anew` counts as not stored: its rows are damaged, or just went.
        """
        stored = self._stored() - frozenset(anew)
        while True:
            missing = frozenset(name for name in wanted if name not in stored)
            tables, ready, stale = _behind(missing, stored)
            held = self._take(ready | stale - frozenset(anew))
            taken = {name: one for name, one in self._of_this_state(held).items() if name in ready}
            if taken.keys() == ready:
                doubtful = {name: one for name, one in held.items() if name in stale}
                return Plan(tables, Before(taken, doubtful, self.made_from))
            stored -= ready - taken.keys()  # somebody stored a newer version meanwhile

    def keep(self, made: Mapping[str, tuple[bytes, str]], *, valid_until: datetime | None) -> None:
        """Store what was worked out, each with what it was made from.

        Until the first of the rows behind it expires.
        """
        valid_until_s = None if valid_until is None else valid_until.timestamp()
        self._known = None
        self._store.write(
            self.share,
            {
                name: Stored(content, valid_until_s, self.version(name), made_from)
                for name, (content, made_from) in made.items()
            },
        )

    def made_from(self, name: str, tables: Collection[str], contents: Mapping[str, str]) -> str:
        """Changes whenever the rows of a view may, by what the view itself reads.

        Of tables their version tells, of views their `contents`: a log in which nothing changes
        that they say leaves all that rests on them as it is.
        """
        sources = sources_of(frozenset(tables))
        of_rows = self.state.version(self.share.runner_id, sources)
        return digest(repr((self._around(name), of_rows, sorted(contents.items()))))

    def forget_former(self) -> None:
        """Nothing stays that rests on what is not so any more."""
        self._store.forget_but(self.share, self._stored())

    def version(self, name: str) -> str:
        """Changes whenever the rows of the view may."""
        if name not in self._versions:
            of_rows = self.state.version(self.share.runner_id, _rest_of(name).sources)
            self._versions[name] = digest(repr((*self._around(name), of_rows)))
        return self._versions[name]

    def _around(self, name: str) -> tuple[object, ...]:
        """What a view rests on beside rows: this code, a clinic's files, the day."""
        day = self.today if _rest_of(name).is_of_the_day else None
        return present_version(), self.state.look.clinic_files, day

    @property
    def _store(self) -> Materialized:
        return Materialized(self.home)

    @property
    def _now_s(self) -> float:
        return self.now.timestamp()

    def _stored(self) -> set[str]:
        found = self._store.versions(self.share, now_s=self._now_s)
        return {name for name, version in found.items() if version == self.version(name)}

    def _take(self, names: Collection[str]) -> dict[str, Stored]:
        return self._store.take(self.share, names, now_s=self._now_s) if names else {}

    def _of_this_state(self, held: Mapping[str, Stored]) -> dict[str, Stored]:
        return {name: one for name, one in held.items() if one.version == self.version(name)}


def share_of(settings: Settings, viewer: Viewer, runner_id: str, granted: frozenset[str]) -> Share:
    """What that viewer sees of a runner, told without the viewer."""
    with_lent = viewer.sees_lent and (settings.strava_api_shareable or "own" in granted)
    return Share(runner_id, granted, with_lent)


def is_stored(name: str) -> bool:
    """Whether rows of that name are a runner's, rest on no one viewer, and may be stored."""
    view = _by_name().get(name)
    return (
        view is not None
        and name not in OF_ONE_RUN
        and any(column.name == "runner_id" for column in view.columns)
        and not needed_tables(name) & _OF_THEIR_VIEWER
    )


@cache
def pages_read() -> frozenset[str]:
    """The views that pages read of a runner."""
    return frozenset(name for name in _by_name() if name.startswith("page.") and is_stored(name))


@cache
def is_for_pages_alone(name: str) -> bool:
    """No other view reads it."""
    return not any(name in view.needs for view in read_views())


def _behind(
    wanted: Iterable[str], stored: Collection[str]
) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Tables behind views; among these and the views that they read the stored ones, the others."""
    tables, ready, stale = set[str](), set[str](), set[str]()
    waiting, seen = list(wanted), set()
    while waiting:
        name = waiting.pop()
        view = _by_name().get(name)
        if name in seen:
            continue
        seen.add(name)
        if view is None:
            tables.add(name)
        elif name in stored:
            ready.add(name)
        else:
            stale.add(name)
            waiting += view.needs
    return frozenset(tables), frozenset(ready), frozenset(stale)


@cache
def _rest_of(name: str) -> _Rest:
    tables = needed_tables(name)
    return _Rest(sources_of(tables), any(_TODAY in text for text in _texts_behind(name)))


@cache
def _texts_behind(name: str) -> frozenset[str]:
    """The queries of a view and of all it reads, with the macros they call."""
    view = _by_name().get(name)
    if view is None:
        return frozenset()
    return frozenset(with_macros(view)).union(*map(_texts_behind, view.needs))


@cache
def _by_name() -> dict[str, View]:
    return {view.full_name: view for view in read_views()}
