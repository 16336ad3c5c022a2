"""After a write a page waits for what it reads itself; the rest is worked out once it stands."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from dashboard.access import gateway as door
from dashboard.access.gateway import Gateway, Viewer
from dashboard.access.stored_views import ReadTogether, pages_read
from etl.home import Home
from etl.journal.entries import PainEntry
from etl.journal.store import Journal
from etl.settings import Settings
from tests.builders import a_home, a_run
from tests.builders.homes import NOW

OWNER = Viewer()
TODAY = NOW.date()
OF_A_SCREEN = ("page.pain_mark", "page.pain_calendar")
OF_ANOTHER = ("page.today", "page.patient_week")


@pytest.fixture
def stored(tmp_path: Path) -> tuple[Home, Settings]:
    """A sore runner of two runs whose pages are worked out."""
    runs = [a_run(TODAY - timedelta(days=gap), km=8) for gap in (1, 8)]
    here = a_home(tmp_path, runs, pains=[{"local_date": TODAY, "knee": "left"}])
    gateway = Gateway(*here)
    while gateway.ahead.work_out_next():
        pass
    return here


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[frozenset[str]]:
    """The tables that each snapshot was made of."""
    seen: list[frozenset[str]] = []
    build: Callable = door.build_slice

    def noted(*args, **how):
        seen.append(how["tables"])
        return build(*args, **how)

    monkeypatch.setattr(door, "build_slice", noted)
    return seen


def hurts(here: tuple[Home, Settings], score: int) -> str:
    journal = Journal(*here)
    runner_id = journal.runners()[0].runner_id
    entry = PainEntry(runner_id=runner_id, local_date=TODAY, knee="left", pain_during_score=score)
    journal.log_pain(entry)
    return runner_id


def show(gateway: Gateway, runner_id: str, *views: str) -> list:
    page = gateway.page()
    rows = [page.load(OWNER, view, runner_id=runner_id) for view in views]
    page.store()
    return rows


def test_after_a_log_a_page_copies_what_it_reads_alone(
    stored: tuple[Home, Settings], copied: list[frozenset[str]]
) -> None:
    """Nobody knows at first what it will read."""
    gateway = Gateway(*stored)
    for score in (3, 4):
        show(gateway, hurts(stored, score), *OF_A_SCREEN)
    at_first, then = copied
    assert then < at_first
    assert "journal.pain_entry" in then


def test_whoever_reads_on_has_all_rows_with_one_snapshot_more(
    stored: tuple[Home, Settings], copied: list[frozenset[str]]
) -> None:
    """A page is not always the one that read these views last."""
    gateway = Gateway(*stored)
    show(gateway, hurts(stored, 3), *OF_A_SCREEN)
    copied.clear()
    runner_id = hurts(stored, 4)
    found = show(gateway, runner_id, *OF_A_SCREEN, *OF_ANOTHER)
    assert len(copied) == 2
    anew = show(Gateway(*stored), runner_id, *OF_A_SCREEN, *OF_ANOTHER)
    assert all(one.equals(other) for one, other in zip(found, anew, strict=True))


def test_a_part_of_a_page_takes_nothing_from_what_the_whole_read() -> None:
    """A tap runs a part of it anew, and the whole page after that."""
    together = ReadTogether()
    whole = frozenset(OF_A_SCREEN + OF_ANOTHER)
    together.note(whole)
    together.note(frozenset(OF_ANOTHER))
    together.note(frozenset({"page.today"}))
    assert together.beside("page.today", is_first=True) == whole
    assert together.beside("page.today", is_first=False) == pages_read()
    assert together.beside("page.plan", is_first=True) == pages_read()
