"""The servers that the installation starts, in a browser: alone, as a demonstration, as a team."""

import os
import re
import warnings
from collections.abc import Generator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.screens import SCREENS as ALL_SCREENS
from etl.journal.store import Journal
from etl.operations.import_files import import_sources
from etl.people.accounts import add_person
from etl.people.grants import give
from tests.browser.screens import PATIENCE_MS, Screens
from tests.builders import a_home, a_run, an_upload
from tests.builders.homes import NOW
from tests.shipped.installed import Installed

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TODAY = NOW.date()
ROLES = {
    "mara@example.org": None,
    "coach@example.org": "coach",
    "clinician@example.org": "clinician",
    "admin@example.org": "admin",
}
SCREENS = {
    "mara@example.org": (),  # all that are linked
    "coach@example.org": ("Squad", "Plan", "Runs"),
    "clinician@example.org": ("Patient", "Mechanics", "Check-ins"),
    "admin@example.org": ("Today", "Data", "Sharing"),
}


@pytest.fixture(autouse=True)
def patience() -> None:
    """A machine that runs other tests beside this may be slow."""
    expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture
def provider() -> Generator[dict[str, str]]:
    """Settings of a sign-in whose provider runs here, in the environment of the tests."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        mock = pytest.importorskip("oidc_provider_mock")
    users = [
        mock.User(sub=email, claims={"email": email, "email_verified": True}) for email in ROLES
    ]
    with mock.run_server_in_thread(user_claims=users) as server:
        yield {
            "KNEEWISE_OIDC_ISSUER": f"http://127.0.0.1:{server.server_port}",
            "KNEEWISE_OIDC_CLIENT_ID": "kneewise",
            "KNEEWISE_OIDC_CLIENT_SECRET": "not-a-real-one",
            "KNEEWISE_OIDC_COOKIE_SECRET": os.urandom(24).hex(),
        }


def test_the_demonstration_opens_every_screen(shipped: Installed, page: Page) -> None:
    """`kneewise demo`, on a home with two of its invented runners."""
    home = shipped.folder / "demo"
    shipped.script("build_demo.py", KNEEWISE_HOME=str(home))
    screens = Screens(page)
    with shipped.serving("demo", home=home) as server:
        screens.open(server.entry)
        runner = page.get_by_role("combobox", name="Runner")
        seen = set()
        for path in screens.open_each():
            expect(runner).to_have_value(re.compile(r"Nele W\."))
            seen.add(path)
        assert seen == paths_of_screens() - {"/sharing"}  # of a team alone
        assert server.problems() == []


def test_a_home_that_nobody_has_used_asks_for_runs(shipped: Installed, page: Page) -> None:
    """`kneewise serve`."""
    screens = Screens(page)
    with shipped.serving("serve", home=shipped.folder / "home") as server:
        screens.open(server.entry)
        expect(page.get_by_text("Welcome")).to_be_visible()
        assert list(screens.open_each("Data", "Pain", "Today")) == ["/today", "/pain", "/data"]
        assert server.problems() == []


def test_each_of_a_team_signs_in_and_opens_their_screens(
    shipped: Installed, provider: dict[str, str], browser: Browser
) -> None:
    """By the provider's page and back, each in a window of their own; the runner opens all."""
    home = a_team_home(shipped.folder / "team")
    with shipped.serving("serve", home=home, **provider) as server:
        seen = set()
        for email, names in SCREENS.items():
            page = browser.new_context().new_page()
            screens = Screens(page)
            screens.open(f"{server.origin}/load")
            sign_in(page, email)
            expect(page).to_have_url(re.compile(f"^{server.origin}/load"))
            seen |= set(screens.open_each(*names))
            page.context.close()
        assert seen == paths_of_screens()
        assert server.problems() == []


def a_team_home(folder: Path) -> Path:
    """A runner with pain who shares all with a coach and a clinician, and an administrator."""
    runs = [a_run(TODAY - timedelta(days=back), km=8) for back in range(1, 32, 4)]
    pain = {"local_date": TODAY, "knee": "left", "pain_during_score": 3}
    home, settings = a_home(folder, runs, runner_name="Mara K.", pains=[pain])
    home.clock.write_text(NOW.isoformat(), encoding="utf-8")
    journal = Journal(home, settings)
    mara = journal.ensure_runner("Mara K.").runner_id
    import_sources(home, settings, [an_upload(a_run())], runner=journal.ensure_runner("Ben"))
    for email, role in ROLES.items():
        person = add_person(
            journal,
            email=email,
            roles=[role] if role else [],
            own_runner_id=None if role else mara,
        )
        if role in {"coach", "clinician"}:
            scopes = ["training", "pain", *(["clinical"] if role == "clinician" else [])]
            give(
                journal,
                runner_id=mara,
                viewer_id=person.person_id,
                scopes=scopes,
                from_date=TODAY,
                until_date=None,
                granted_by=mara,
            )
    return home.root


def sign_in(page: Page, email: str) -> None:
    """Through the provider's page and back."""
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=email).first.click()
    expect(page.get_by_role("button", name="Account")).to_be_visible(timeout=PATIENCE_MS)


def paths_of_screens() -> set[str]:
    """The address of every screen there is."""
    return {f"/{screen.url_path}" for screen in ALL_SCREENS}
