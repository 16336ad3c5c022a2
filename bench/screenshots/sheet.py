"""Every screen as each role sees it, signed in as that role, on one sheet to look at.

A row a home, role and screen, a column a width and scheme. Accounts are made in a copy of the home:
who takes pictures changes nobody's data.
"""

import shutil
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Literal
from urllib.parse import urlencode

from playwright.sync_api import Browser, BrowserContext

from bench.browser import full_height, let_in, served, settle
from bench.visitors import signed_in_cookie
from dashboard.screens import SCREENS as LISTED
from dashboard.session import RUNNER_KEY
from etl.home import Home
from etl.journal.store import Journal
from etl.people.accounts import add_person, read_people
from etl.people.grants import give
from etl.people.groups import Member, join, make_group
from etl.reference.consent_texts import SCOPES
from etl.settings import Settings
from tests.builders.serving import TEAM

Scheme = Literal["light", "dark"]
HomeKind = Literal["with data", "empty"]
HOME_KINDS: Final[tuple[HomeKind, ...]] = ("with data", "empty")
WIDTHS: Final = (1440, 390)  # pixels: a desk, a phone
SCHEMES: Final[tuple[Scheme, ...]] = ("light", "dark")
HEIGHT: Final = 900  # pixels, until a screen's own is known
FADE_MS: Final = 500  # a chart takes the colours of the other scheme
WHOM: Final = "Mara K."
"""Who signs in as runner, and whom a clinic looks at; in a home without her the first runner."""
ALONE: Final = "alone"
"""Who uses a home without signing in."""
ADDRESSES: Final = tuple(one.url_path for one in LISTED)


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody who signs in: which role, what of runners is shared with them, with what group."""

    name: str
    scopes: tuple[str, ...] = ()
    group: Literal["squad", "clinic", ""] = ""

    @property
    def email(self) -> str:
        """Their address."""
        return f"{self.name}@example.org"


RUNNER = Role("runner")
COACH = Role("coach", ("training", "pain"), "squad")
CLINICIAN = Role("clinician", SCOPES, "clinic")
ROLES: Final = (RUNNER, COACH, CLINICIAN)
MOST_SHARING: Final = 9  # runners of the squad; a squad holds ten


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the sheet."""

    home: HomeKind
    role: str
    screen: str

    def file(self, width: int, scheme: Scheme) -> str:
        """Of its picture."""
        home = self.home.replace(" ", "-")
        return f"{self.screen}-{self.role}-{home}-{width}-{scheme}.png"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is wanted: pictures in this folder of these screens as these roles see them."""

    folder: Path
    screens: Sequence[str]
    roles: Sequence[str]


def take_sheet(browser: Browser, home: Path, sheet: Sheet) -> None:
    """Take all of it, in the home and in an empty one; its page is there from the start."""
    sheet.folder.mkdir(parents=True, exist_ok=True)
    full, empty, alone = rows_of(sheet)
    write_sheet(sheet.folder, [*full, *empty, *alone])
    with TemporaryDirectory(prefix="kneewise-sheet-") as name:
        filled, nothing, new = (Path(name) / kind for kind in ("full", "empty", "new"))
        shutil.copytree(home, filled)
        nothing.mkdir()
        new.mkdir()
        if full:
            _take_roles(browser, filled, sheet.folder, full)
            _take_roles(browser, nothing, sheet.folder, empty)
        if alone:
            _take_newcomer(browser, new, sheet.folder, alone)


def rows_of(sheet: Sheet) -> tuple[list[Row], list[Row], list[Row]]:
    """The lines of the home with data, of the empty one, and of one that nobody signs in to."""
    names = [role.name for role in ROLES if role.name in sheet.roles]
    full, empty = (
        [Row(kind, name, screen) for name in names for screen in sheet.screens]
        for kind in HOME_KINDS
    )
    is_alone = ALONE in sheet.roles
    return full, empty, [Row("empty", ALONE, screen) for screen in sheet.screens if is_alone]


def _take_roles(browser: Browser, home: Path, folder: Path, rows: Sequence[Row]) -> None:
    """What each of them sees, signed in."""
    runner_id = let_share(home)
    with served(home, TEAM) as address:
        for role in ROLES:
            of_others = bool(runner_id) and role is not RUNNER
            query = f"?{urlencode({RUNNER_KEY: runner_id})}" if of_others else ""
            with signed_in(browser, home, address, role) as context:
                mine = [row for row in rows if row.role == role.name]
                take_all(context, address, folder, mine, query)


def _take_newcomer(browser: Browser, home: Path, folder: Path, rows: Sequence[Row]) -> None:
    """A home that nobody has used yet, and nobody signs in to."""
    with served(home) as address:
        context = browser.new_context(locale="en-IE")
        let_in(context, home, address)
        take_all(context, address, folder, rows)
        context.close()


def let_share(folder: Path) -> str:
    """An account a role, and what runners share with them; the id of who is looked at, or ""."""
    home = Home(folder)
    settings = Settings(home=folder).at(home)
    journal, today = Journal(home, settings), settings.current_time().date()
    by_name = {runner.display_name: runner.runner_id for runner in journal.runners()}
    own = by_name.get(WHOM, next(iter(by_name.values()), ""))
    for role in ROLES:
        is_runner = role is RUNNER
        person = add_person(
            journal,
            email=role.email,
            display_name=(WHOM if is_runner else f"The {role.name}"),
            roles=[role.name],
            own_runner_id=own or None if is_runner else None,
        )
        if not role.group:
            continue
        group = make_group(journal, kind=role.group, display_name=f"The {role.group}")
        member = Member(group_id=group.group_id, person_id=person.person_id, role=role.name)
        shared = dict(list(by_name.items())[:MOST_SHARING])
        members = [_member(journal, name, shared[name], group.group_id) for name in shared]
        with journal.writing() as connection:
            for one in (member, *members):
                join(connection, one, today=today, saved_by="local")
        _share(journal, shared.values(), group.group_id, role, today)
    return own


def _member(journal: Journal, name: str, runner_id: str, group_id: str) -> Member:
    """A runner in the group, with an account: who shares with a group is in it."""
    known = {person.own_runner_id: person for person in read_people(journal.home, journal.settings)}
    person = known.get(runner_id) or add_person(
        journal,
        email=f"{runner_id}@example.org",
        display_name=name,
        roles=[RUNNER.name],
        own_runner_id=runner_id,
    )
    return Member(group_id=group_id, person_id=person.person_id, role=RUNNER.name)


def _share(
    journal: Journal, runner_ids: Iterable[str], group_id: str, role: Role, today: date
) -> None:
    for runner_id in runner_ids:
        give(
            journal,
            runner_id=runner_id,
            viewer_id=group_id,
            scopes=role.scopes,
            from_date=today,
            until_date=None,
            granted_by=runner_id,
        )


@contextmanager
def signed_in(browser: Browser, home: Path, address: str, role: Role) -> Generator[BrowserContext]:
    """A browser of somebody who has signed in."""
    secret = TEAM["KNEEWISE_OIDC_COOKIE_SECRET"]
    name, value = signed_in_cookie(address, role.email, cookie_secret=secret, home=home)
    context = browser.new_context(locale="en-IE")
    context.add_cookies([{"name": name, "value": value, "url": address}])
    yield context
    context.close()


def take_all(
    context: BrowserContext, address: str, folder: Path, rows: Sequence[Row], query: str = ""
) -> None:
    """Each screen in whole, opened once: at each width, in each scheme."""
    page = context.new_page()
    for row in rows:
        page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
        page.goto(f"{address}/{row.screen}{query}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            settle(page)
            page.set_viewport_size({"width": width, "height": full_height(page)})
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                page.wait_for_timeout(FADE_MS)
                page.screenshot(path=folder / row.file(width, scheme))
    page.close()


def write_sheet(folder: Path, rows: Sequence[Row]) -> None:
    """One page with all of them, each leading to its picture in full."""
    looks = [(width, scheme) for width in WIDTHS for scheme in SCHEMES]
    head = "".join(f"<th>{width} {scheme}</th>" for width, scheme in looks)
    lines = "".join(
        f"<tr><th>{escape(row.screen)}<br>{escape(row.role)}<br>{escape(row.home)}</th>"
        + "".join(
            f'<td><a href="{name}"><img src="{name}" alt="" loading="lazy"></a></td>'
            for name in (row.file(*look) for look in looks)
        )
        + "</tr>"
        for row in rows
    )
    (folder / "index.html").write_text(
        "<!doctype html><meta charset=utf-8><title>Kneewise, every screen</title><style>"
        "body{font:14px sans-serif;background:#888}td,th{vertical-align:top;padding:6px}"
        f"img{{width:18vw}}</style><table><tr><th></th>{head}</tr>{lines}</table>\n",
        encoding="utf-8",
    )
