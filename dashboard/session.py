"""Who looks, at whom, over which period: what every screen asks first."""

import logging
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any, Literal

import polars as pl
import streamlit as st
from filelock import Timeout

from dashboard.access.gateway import Gateway, Viewer, Where
from dashboard.access.page import Page
from dashboard.access.sign_in import SignedOut, account_of, login_in
from dashboard.access.team import TeamState
from dashboard.access.told_by_browser import to_units, to_zone
from dashboard.access.write_guard import GuardedJournal, Writer
from dashboard.rows import Row, first_visit, load_rows, people, to_rows, view_of
from etl.errors import AccessDenied, KneewiseError
from etl.home import Home
from etl.journal.store import Journal, Runner
from etl.people.accounts import TeamPerson, begin_own_runner
from etl.people.logins import bind as bind_login
from etl.people.refusals import refusals_of
from etl.people.sign_ins import SignIns
from etl.settings import Settings
from etl.storage.erasures import erasing

RUNNER_KEY = "runner_id"
PERIOD_KEY = "period"
_BOARDS_AT_START = 50  # of coaches and clinicians; those with the same grants share the work


@dataclass(frozen=True, slots=True)
class Person:
    """The runner whose data the page shows."""

    runner_id: str
    display_name: str
    birth_year: int | None
    height_cm: float | None
    time_zone: str
    week_start: str
    units: str


@dataclass(frozen=True, slots=True)
class Period:
    """A span of time that ends today; `weeks` is None for all there is."""

    code: str
    word: str
    weeks: int | None

    def first_day(self, today: date) -> date:
        """The first day of the span."""
        return date.min if self.weeks is None else today - timedelta(weeks=self.weeks)


_PERIODS = (
    Period("12w", "12 weeks", 12),
    Period("6m", "6 months", 26),
    Period("1y", "1 year", 52),
    Period("all", "All", None),
)
PERIODS: dict[str, Period] = {period.code: period for period in _PERIODS}


@dataclass(frozen=True, slots=True)
class _Bound:
    home: Home
    settings: Settings
    gateway: Gateway
    address: str | None


_bound: _Bound | None = None
_page: ContextVar[Page | None] = ContextVar("page", default=None)


def bind(home: Home, settings: Settings, *, address: str | None = None) -> "_Bound":
    """Decide which home this process serves; without it the environment's home is served.

    `address` is where this machine's browsers reach the server, such as http://127.0.0.1:8501.
    """
    global _bound  # noqa: PLW0603  one home a process, shared by every session
    _bound = _Bound(home, settings, Gateway(home, settings), address)
    return _bound


def _here() -> _Bound:
    if _bound is None:
        settings = Settings()
        home = Home(settings.home.expanduser().resolve())
        return bind(home, settings.at(home))
    return _bound


def current_gateway() -> Gateway:
    """The door to all data of the home that is served."""
    return _here().gateway


@contextmanager
def one_version() -> Generator[None]:
    """All that is read in the block is of one state of the files, but for what it writes itself."""
    page = current_gateway().page()
    token = _page.set(page)
    try:
        yield
    finally:
        _page.reset(token)
        page.store()


def current_page() -> Page:
    """The reads of this run of a page; of this moment, where a part runs by itself."""
    return _page.get() or current_gateway().page()


def what_is_lost() -> str | None:
    """One sentence where the journal lacks what was saved into it, with the way back."""
    return current_page().state.journal.lost


def is_team() -> bool:
    """Several people sign in to this server; else it has one person, its owner."""
    return current_settings().is_team


def current_account() -> TeamPerson | None:
    """Who is signed in with an account that is still there: looked up anew at each call."""
    return account_for(st.user.to_dict())


def account_for(user: Mapping[str, Any]) -> TeamPerson | None:
    """Whose account that is, bound from now on to who first signed in to it."""
    settings, login = current_settings(), login_in(user)
    found = account_of(current_team().people, user, is_trusted=settings.oidc_email_trusted)
    if found is None or found.is_bound or login is None:
        return found
    journal = Journal(current_home(), settings)
    return bind_login(
        journal, person_id=found.person_id, issuer=login.issuer, subject=login.subject
    )


def note_refused(what: str, who: str | None = None) -> None:
    """Keep on record that this viewer, or `who`, was refused something; nothing in local mode."""
    if is_team():
        account = current_account() if who is None else None
        name = who or (account.person_id if account else "nobody")
        refusals_of(current_home()).note(what, name)


def current_sign_ins() -> SignIns:
    """Who is signed in to this server now."""
    return SignIns(current_home(), current_settings())


def forget_changed() -> None:
    """What was withdrawn or erased stays in no memory, even if nobody opens a page."""
    current_gateway().forget_changed()


def finish_erasures() -> None:
    """Go on with what an interrupted erasing left; where it must wait, the next look goes on."""
    here = _here()
    if not erasing(here.home):
        return
    # Strava's library takes a second to load: no page waits for it.
    from etl.operations import erase_runner as eraser  # noqa: PLC0415

    try:
        eraser.finish_erasures(here.home, here.settings)
    except KneewiseError as error:
        logging.getLogger(__name__).warning("erasing waits: %s", type(error).__name__)


def current_team() -> TeamState:
    """People, groups and names of this installation, for those who are let in or invited."""
    return current_page().team(today(None))


def keep_reads() -> None:
    """Let the reads of others join their chains, before they are shown and when all ends.

    So with what runners were shown. What cannot be written now waits in its file for the next time.
    """
    gateway, settings = current_gateway(), current_settings()
    for keep in (gateway.notes.keep, partial(gateway.shown.keep, settings)):
        try:
            keep()
        except (KneewiseError, Timeout) as error:
            logging.getLogger(__name__).warning("reads not kept yet: %s", type(error).__name__)


def current_viewer() -> Viewer:
    """Who looks. Local mode has one person, its owner.

    Raises SignedOut in team mode where nobody with an account is signed in.
    """
    if not is_team():
        return Viewer()
    return _viewer_of(_signed_in())


def _viewer_of(account: TeamPerson) -> Viewer:
    return Viewer(viewer_id=account.person_id, is_owner=False)


def _signed_in() -> TeamPerson:
    account = current_account()
    if account is None:
        raise SignedOut("Please sign in again: this session has ended.")
    return account


def current_home() -> Home:
    """The home that is served, for imports."""
    return _here().home


def current_settings() -> Settings:
    """The settings of the home that is served."""
    return _here().settings


def current_address() -> str:
    """Where browsers reach this server: what the operator says, else this machine and the port."""
    return (_here().settings.public_url or local_address()).rstrip("/")


def local_address() -> str:
    """Where browsers of this machine reach the server."""
    return _here().address or f"http://127.0.0.1:{st.get_option('server.port')}"


def current_journal() -> Journal:
    """Where screens write what people type: in team mode only where this viewer may."""
    if not is_team():
        return Journal(current_home(), current_settings())
    account = _signed_in()
    writer = Writer(
        person_id=account.person_id,
        is_coach=account.is_coach,
        is_clinician=account.is_clinician,
        scopes=current_gateway().scopes(current_viewer()),
    )
    return GuardedJournal(current_home(), current_settings(), writer)


def writable(table: str, runner_ids: Iterable[str]) -> frozenset[str]:
    """Those of the runners about whom this viewer may write into that table of the journal."""
    journal = current_journal()
    if not isinstance(journal, GuardedJournal):
        return frozenset(runner_ids)
    return frozenset(one for one in runner_ids if journal.writer.may_write(table, one))


def note_done(person: "Person", what: str) -> None:
    """Write down, where the runner sees who looked, that this viewer did something about them."""
    if is_team():
        current_gateway().notes.note(current_viewer().viewer_id, [person.runner_id], [what])


def owns(person: "Person | None") -> bool:
    """Whether this viewer is that runner, or with None has yet to become one; in local mode always.

    Imports, connections, the profile, taking along and erasing are the runner's own business.
    """
    if not is_team():
        return True
    account = _signed_in()
    return account.own_runner_id == (person.runner_id if person else None)


def role_for_others() -> Literal["coach", "clinician"] | None:
    """As what the one who is signed in looks after others, coach before clinician; else None."""
    account = current_account() if is_team() else None
    if account is None or not account.may_write_for_others:
        return None
    return "coach" if account.is_coach else "clinician"


def require_own(runner_id: str) -> None:
    """Raises AccessDenied unless this viewer is that runner, or the owner in local mode."""
    if is_team() and _signed_in().own_runner_id != runner_id:
        raise AccessDenied("That is for the runner alone.")


def own_or_new_runner(display_name: str | None = None) -> Runner:
    """The runner that is being set up or filled: the home's only one, or who is signed in.

    Raises UserError in local mode where there are several runners and none is named.
    """
    journal = Journal(current_home(), current_settings())
    if not is_team():
        return journal.ensure_runner(display_name, **told_by_browser())
    account = _signed_in()
    if account.own_runner_id is not None:
        return journal.runner(account.own_runner_id)
    return begin_own_runner(
        journal,
        account,
        display_name=display_name or account.display_name,
        saved_by=account.person_id,
        **told_by_browser(),
    )


def told_by_browser() -> dict[str, str]:
    """Zone and units of the browser, for a runner of whom nothing is known yet."""
    told = {"time_zone": to_zone(st.context.timezone), "units": to_units(st.context.locale)}
    return {name: value for name, value in told.items() if value is not None}


def current_people() -> list[Person]:
    """Every runner this viewer may look at, by name; empty in a new home."""
    load = partial(current_page().load, current_viewer())
    return [Person(**row) for row in load_rows(load, people.Runner)]


def rows_of(person: Person, view: str, **where: Where) -> pl.DataFrame:
    """Rows of a view that are about one runner, as far as this viewer may see them."""
    return current_page().load(current_viewer(), view, runner_id=person.runner_id, **where)


def records_of(person: Person, kind: type[Row], **where: Where) -> list[Row]:
    """Those of a page view with their columns known to the type checker.

    `records_of(person, Today)` are the rows of `page.today`.
    """
    return to_rows(rows_of(person, view_of(kind), **where), kind)


def record_of(person: Person, kind: type[Row], **where: Where) -> Row | None:
    """The first of them; None where there is none."""
    rows = records_of(person, kind, **where)
    return rows[0] if rows else None


def current_runner() -> Person | None:
    """The runner chosen in the header, else the first; None in a new home."""
    people = current_people()
    chosen = st.session_state.get(RUNNER_KEY)
    return next((person for person in people if person.runner_id == chosen), None) or (
        people[0] if people else None
    )


def warm_up() -> None:
    """Work out what a first visit reads; what cannot be read is said to the visitor.

    In team mode nobody knows who will come first, but a squad's board takes longest.
    """
    try:
        if is_team():
            of_many = [one for one in current_team().people if one.may_write_for_others]
            prepare_boards(_viewer_of(one) for one in of_many[:_BOARDS_AT_START])
            return
        people = current_people()
        if people:
            rows_of(people[0], "page.today")
    except KneewiseError as error:
        logging.getLogger(__name__).warning("not warmed up: %s", type(error).__name__)


def prepare_boards(viewers: Iterable[Viewer] | None = None) -> None:
    """Have boards ready for these viewers, or for those who looked at one lately."""
    current_gateway().prepare_boards(viewers)


def work_out_ahead() -> bool:
    """Work out what a runner's pages will read; False where nothing is left, or somebody reads."""
    return current_gateway().ahead.work_out_next()


def current_period() -> Period:
    """The period chosen on any screen; it stays while moving between screens."""
    chosen = PERIODS.get(st.session_state.get(PERIOD_KEY) or "")
    return chosen or first_period(current_runner())


def first_period(person: Person | None) -> Period:
    """The shortest period that holds a run: nobody opens a page on weeks without one."""
    row = None if person is None else record_of(person, first_visit.History)
    if row is None:
        return _PERIODS[0]
    held = (one for one in _PERIODS if one.weeks is None or row["quiet_days"] < 7 * one.weeks)
    return next(held)


def today(person: Person | None) -> date:
    """The runner's own calendar day."""
    return current_settings().local_date(person.time_zone if person else "UTC")
