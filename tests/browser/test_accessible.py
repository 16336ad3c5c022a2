"""Every screen as axe-core sees it, on light and on dark: nothing serious, nothing critical."""

from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from bench.browser import SCREENS
from bench.screenshots import settle
from tests.builders import a_home, a_run
from tests.builders.homes import NOW

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WORTH_MENDING = {"serious", "critical"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Some weeks of runs and a sore knee, so that screens have what they show."""
    days = [NOW.date() - timedelta(days=3 * index + 1) for index in range(6)]
    a_home(
        tmp_path / "home",
        [a_run(day, km=8 + index % 3) for index, day in enumerate(days)],
        pains=[{"local_date": days[0], "knee": "right", "pain_during_score": 4}],
    )
    return tmp_path / "home"


@pytest.mark.browser
@pytest.mark.slow
def test_no_screen_has_a_serious_finding(page: Page, served, home: Path) -> None:
    """Contrast, names of controls, landmarks, headings: as far as a machine can tell."""
    address, axe, found = served(home), Axe(), []
    for screen in SCREENS:
        page.goto(f"{address}/{screen}")
        settle(page)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.wait_for_timeout(800)  # what was drawn fades in, and takes the scheme's colours
            violations = axe.run(page, options={"resultTypes": ["violations"]}).response[
                "violations"
            ]
            found += [
                f"{screen} on {scheme}: {one['id']} at {one['nodes'][0]['html'][:200]}"
                for one in violations
                if one["impact"] in WORTH_MENDING
            ]
    assert found == []
