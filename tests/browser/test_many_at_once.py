"""Several people on one server at the same time: nobody sees a name that is not theirs to see."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bench.visitors import signed_in_cookie, visitor
from etl.home import Home
from etl.journal.store import Journal, PainEntry
from etl.operations.import_files import import_sources
from etl.people.accounts import add_person, find_person, read_people
from etl.people.grants import give, withdraw
from etl.settings import Settings
from tests.builders import a_home, a_run, an_upload
from tests.builders.homes import NOW

SECRET = "c" * 40
PATIENCE_MS = 60_000
CLUBS = {"north": ("Ada Aalto", "Ben Brunner"), "south": ("Dan Duval", "Eve Egli")}
PAGES = ("squad", "load", "today", "patient", "pain", "squad")


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sign-in is set up; who comes in here has signed in before."""
    for name, value in {
        "ISSUER": "http://127.0.0.1:1",
        "CLIENT_ID": "kneewise",
        "CLIENT_SECRET": "not-a-real-one",
        "COOKIE_SECRET": SECRET,
    }.items():
        monkeypatch.setenv(f"KNEEWISE_OIDC_{name}", value)


@pytest.fixture
def clubs(tmp_path: Path) -> tuple[Home, Settings]:
    """Two clubs, a coach each who sees the club's runners; runners have accounts of their own."""
    home, settings = a_home(tmp_path / "home")
    home.clock.write_text(NOW.isoformat(), encoding="utf-8")
    journal = Journal(home, settings)
    today = NOW.date()
    for club, names in CLUBS.items():
        coach = add_person(journal, email=f"{club}@example.org", roles=["coach"])
        for back, name in enumerate(names, 1):
            runner = journal.ensure_runner(name)
            runs = [an_upload(a_run(today - timedelta(days=back + gap), km=8)) for gap in (0, 9)]
            import_sources(home, settings, runs, runner=runner)
            add_person(journal, email=_email(name), own_runner_id=runner.runner_id)
            give(
                journal,
                runner_id=runner.runner_id,
                viewer_id=coach.person_id,
                scopes=["training", "pain"],
                from_date=today,
                until_date=None,
                granted_by=runner.runner_id,
            )
    return home, settings


def _email(name: str) -> str:
    return f"{name.split(maxsplit=1)[0].lower()}@example.org"


def test_no_row_crosses_over_while_all_look_and_one_logs(
    clubs: tuple[Home, Settings], provider: None, served: Callable[[Path], str]
) -> None:
    """Every byte that each of six people gets is searched for all names."""
    home, settings = clubs
    address = served(home.root)
    may_see = {f"{club}@example.org": set(names) for club, names in CLUBS.items()}
    may_see |= {_email(name): {name} for names in CLUBS.values() for name in names}
    everybody = {name for names in CLUBS.values() for name in names}
    journal = Journal(home, settings)
    ben = journal.ensure_runner("Ben Brunner").runner_id

    async def look(email: str) -> set[str]:
        seen: set[str] = set()
        async with visitor(address, email, cookie_secret=SECRET, home=home.root) as page:
            for name in PAGES:
                await page.visit(name)
                seen |= {known for known in everybody if known.encode() in page.received}
        return seen

    async def log() -> None:
        for score in range(6):
            entry = PainEntry(
                runner_id=ben, local_date=NOW.date(), knee="left", pain_during_score=score
            )
            await asyncio.to_thread(journal.log_pain, entry)
            await asyncio.sleep(0.5)

    async def all_at_once() -> dict[str, set[str]]:
        logging = asyncio.create_task(log())
        seen = await asyncio.gather(*map(look, may_see))
        await logging
        return dict(zip(may_see, seen, strict=True))

    # In a thread: a browser of another test may have left this one with a loop that runs.
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(asyncio.run, all_at_once()).result() == may_see


@pytest.mark.browser
def test_two_windows_show_two_people_and_a_withdrawal_is_seen_in_one(
    clubs: tuple[Home, Settings],
    provider: None,
    served: Callable[[Path], str],
    browser: Browser,
) -> None:
    """Both windows stay open; what is withdrawn is gone at the next click, in that window only."""
    home, settings = clubs
    address = served(home.root)
    windows = {}
    for club in CLUBS:
        context = browser.new_context(locale="en-IE")
        email = f"{club}@example.org"
        cookie = signed_in_cookie(address, email, cookie_secret=SECRET, home=home.root)
        context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": address}])
        page = windows[club] = context.new_page()
        page.goto(f"{address}/patient")
        expect(page.get_by_label("Runner")).to_have_value(CLUBS[club][0], timeout=PATIENCE_MS)
    for club, page in windows.items():
        for name in CLUBS["south" if club == "north" else "north"]:
            assert name not in page.content()

    journal = Journal(home, settings)
    ada = journal.ensure_runner("Ada Aalto").runner_id
    coach = find_person(read_people(home, settings), "north@example.org")
    assert coach is not None
    withdraw(journal, runner_id=ada, viewer_id=coach.person_id)
    for page in windows.values():
        page.get_by_role("link", name="Training", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Load", timeout=PATIENCE_MS)
    north, south = windows["north"], windows["south"]
    expect(north.get_by_text("Ben Brunner").first).to_be_visible(timeout=PATIENCE_MS)
    assert "Ada Aalto" not in north.content()
    expect(south.get_by_label("Runner")).to_have_value("Dan Duval", timeout=PATIENCE_MS)
