"""Signing in through a real OpenID Connect provider on this machine, in a real browser."""

import os
import warnings
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.people.wording import NO_ACCOUNT
from etl.journal.store import Journal
from etl.people.accounts import add_person, remove_person
from tests.builders import a_home, a_run
from tests.builders.homes import NOW

pytestmark = pytest.mark.browser
PATIENCE_MS = 60_000
MARA, STRANGER = "mara@example.org", "stranger@example.org"


@pytest.fixture
def issuer(monkeypatch: pytest.MonkeyPatch) -> Generator[str]:
    """The provider's address; servers that are started meanwhile ask it who somebody is."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        mock = pytest.importorskip("oidc_provider_mock")
    users = [
        mock.User(sub=email, claims={"email": email, "email_verified": True})
        for email in (MARA, STRANGER)
    ]
    with mock.run_server_in_thread(user_claims=users) as server:
        address = f"http://127.0.0.1:{server.server_port}"
        for name, value in {
            "ISSUER": address,
            "CLIENT_ID": "kneewise",
            "CLIENT_SECRET": "not-a-real-one",
            "COOKIE_SECRET": os.urandom(24).hex(),
        }.items():
            monkeypatch.setenv(f"KNEEWISE_OIDC_{name}", value)
        yield address


def test_a_known_runner_comes_in_and_nobody_else(
    page: Page, issuer: str, served: Callable[[Path], str], tmp_path: Path
) -> None:
    """Deep link, sign-in, own runs; the account goes, the open page shuts; strangers stay out."""
    expect.set_options(timeout=PATIENCE_MS)
    home, settings = a_home(tmp_path / "home", [a_run(km=10)], runner_name="Mara K.")
    home.clock.write_text(NOW.isoformat(), encoding="utf-8")
    journal = Journal(home, settings)
    own_runner_id = journal.ensure_runner("Mara K.").runner_id
    add_person(journal, email=MARA, own_runner_id=own_runner_id)
    address = served(home.root)

    page.goto(f"{address}/runs")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    expect(page.get_by_text("10.0 km")).to_have_count(0)
    sign_in(page, MARA)
    expect(page.get_by_text("Mara K.").first).to_be_visible()
    assert page.url == f"{address}/runs"  # the link outlived the visit to the provider

    remove_person(journal, email=MARA)
    page.get_by_role("link", name="Load").click()
    expect(page.get_by_text(NO_ACCOUNT)).to_be_visible()
    expect(page.get_by_text("Mara K.")).to_have_count(0)

    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="End session").click()  # the provider asks as well
    sign_in(page, STRANGER)
    expect(page.get_by_text(NO_ACCOUNT)).to_be_visible()
    expect(page.get_by_text(f"Signed in as {STRANGER}")).to_be_visible()


def sign_in(page: Page, email: str) -> None:
    """Through the provider's page and back."""
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=email).first.click()
