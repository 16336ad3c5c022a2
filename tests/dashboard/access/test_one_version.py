"""All that one run of a page reads is of one state of the files."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from dashboard.access import gateway as door
from dashboard.access.gateway import Gateway, Viewer
from dashboard.access.page import Outdated, Page
from etl.home import Home
from etl.journal.store import Journal, PainEntry
from etl.operations.import_files import import_sources
from etl.settings import Settings
from etl.warehouse.tables import Warehouse
from tests.builders import a_home, a_run, an_upload
from tests.builders.homes import NOW, a_copy_of
from tests.dashboard.conftest import words_of

OWNER = Viewer()
TODAY = NOW.date()
MOST_STATS = 3


@pytest.fixture
def here(tmp_path: Path) -> tuple[Home, Settings]:
    """Ada and Ben, with a run each."""
    return a_copy_of(_two_runners, tmp_path / "home")


def _two_runners(folder: Path) -> tuple[Home, Settings]:
    home, settings = a_home(folder)
    for back, name in enumerate(("Ada", "Ben"), 1):
        runner = Journal(home, settings).ensure_runner(name)
        run = an_upload(a_run(TODAY - timedelta(days=back), km=8))
        import_sources(home, settings, [run], runner=runner)
    return home, settings


@pytest.fixture
def ids(here: tuple[Home, Settings]) -> dict[str, str]:
    """By name."""
    return {one.display_name: one.runner_id for one in Journal(*here).runners()}


def _hurt(here: tuple[Home, Settings], runner_id: str, score: int = 4) -> None:
    Journal(*here).log_pain(
        PainEntry(runner_id=runner_id, local_date=TODAY, knee="left", pain_during_score=score)
    )


def _by_somebody_else(work: Callable[[], None]) -> None:
    with ThreadPoolExecutor(1) as pool:
        pool.submit(work).result()


def test_a_write_between_two_reads_is_seen_by_neither_and_by_the_next_page(here, ids) -> None:
    """A number and its reason cannot disagree."""
    gateway = Gateway(*here)
    page = gateway.page()
    entries = page.load(OWNER, "page.pain_entry", runner_id=ids["Ada"])
    _by_somebody_else(lambda: _hurt(here, ids["Ada"]))

    days = page.load(OWNER, "metric.pain_day", runner_id=ids["Ada"])
    again = page.load(OWNER, "page.pain_entry", runner_id=ids["Ada"])

    assert (entries.height, days.height, again.height) == (0, 0, 0)
    later = gateway.page()
    for view in ("page.pain_entry", "metric.pain_day"):
        assert later.load(OWNER, view, runner_id=ids["Ada"]).height == 1


def test_what_the_page_has_not_read_yet_is_read_as_it_is_now(here, ids) -> None:
    """The names it has read are the same in both states."""
    page = Gateway(*here).page()
    page.load(OWNER, "page.runner")
    _by_somebody_else(lambda: _hurt(here, ids["Ada"]))
    assert page.load(OWNER, "metric.pain_day", runner_id=ids["Ada"]).height == 1
    assert page.load(OWNER, "page.pain_entry", runner_id=ids["Ada"]).height == 1


def test_what_a_page_has_begun_to_read_answers_to_its_end(here, ids) -> None:
    """Also where memory is short, and others have let go of what is no more."""
    home, settings = here
    gateway = Gateway(home, settings.model_copy(update={"slice_memory_mb": 1}))
    page = gateway.page()
    page.load(OWNER, "metric.run", runner_id=ids["Ada"])
    page.load(OWNER, "metric.run", runner_id=ids["Ben"])
    _by_somebody_else(lambda: _hurt(here, ids["Ada"]))
    gateway.forget_changed()

    assert page.load(OWNER, "metric.pain_day", runner_id=ids["Ada"]).is_empty()
    assert gateway.load(OWNER, "metric.pain_day", runner_id=ids["Ada"]).height == 1
    assert page.load(OWNER, "page.pain_entry", runner_id=ids["Ada"]).is_empty()


def test_an_older_page_leaves_nothing_in_memory(here, ids) -> None:
    """What was let go of is not cached again by who still reads of it."""
    gateway = Gateway(*here)
    page = gateway.page()
    page.load(OWNER, "metric.run", runner_id=ids["Ada"])
    _by_somebody_else(lambda: _hurt(here, ids["Ada"]))
    gateway.forget_changed()
    page.load(OWNER, "metric.pain_day", runner_id=ids["Ada"])
    assert ids["Ada"] not in {key.runner_id for key in (*gateway._slices, *gateway._read)}


def test_a_page_begins_again_where_the_new_state_differs_from_what_it_has_read(here, ids) -> None:
    """It has read Ada's former name, and her runs are to be read now."""
    page = Gateway(*here).page()
    page.load(OWNER, "page.runner")

    def rename() -> None:
        ada = replace(Journal(*here).runner(ids["Ada"]), display_name="Ada B.")
        Journal(*here).save_runner(ada)
        Warehouse(*here).refresh(ada)

    _by_somebody_else(rename)
    with pytest.raises(Outdated):
        page.load(OWNER, "metric.run", runner_id=ids["Ada"])


def test_what_a_page_writes_itself_the_rest_of_it_shows(here, ids) -> None:
    """As after a form that was saved."""
    page = Gateway(*here).page()
    assert page.load(OWNER, "metric.pain_day", runner_id=ids["Ada"]).is_empty()
    _hurt(here, ids["Ada"])
    assert page.load(OWNER, "metric.pain_day", runner_id=ids["Ada"]).height == 1


def test_a_write_before_rows_are_copied_is_in_all_of_the_page(here, ids, monkeypatch) -> None:
    """After the page has looked at the files: it goes on to what they say now, twice here."""
    build, scores = door.build_slice, [7, 8]

    def interrupted(*given, **how):
        if scores:
            score = scores.pop()
            _by_somebody_else(lambda: _hurt(here, ids["Ada"], score))
        return build(*given, **how)

    page = Gateway(*here).page()
    monkeypatch.setattr(door, "build_slice", interrupted)
    entries = page.load(OWNER, "page.pain_entry", runner_id=ids["Ada"])
    days = page.load(OWNER, "metric.pain_day", runner_id=ids["Ada"])
    assert not scores
    assert (entries.height, days.height) == (2, 1)


def test_a_write_after_rows_were_copied_is_in_nothing_of_the_page(here, ids, monkeypatch) -> None:
    """It waits until the files are detached."""
    build, scores = door.build_slice, [7]

    def followed(*given, **how):
        piece = build(*given, **how)
        if scores:
            score = scores.pop()
            _by_somebody_else(lambda: _hurt(here, ids["Ada"], score))
        return piece

    gateway = Gateway(*here)
    page = gateway.page()
    monkeypatch.setattr(door, "build_slice", followed)
    for view in ("page.pain_entry", "metric.pain_day"):
        assert page.load(OWNER, view, runner_id=ids["Ada"]).is_empty()
    assert not scores
    later = gateway.page()
    for view in ("page.pain_entry", "metric.pain_day"):
        assert later.load(OWNER, view, runner_id=ids["Ada"]).height == 1


def test_today_again_asks_the_files_once(open_screen, here, monkeypatch) -> None:
    """At most three stats and one check of versions, however much is on the page."""
    home, settings = here
    app = open_screen(home, settings, "today")
    asked: list[str] = []
    states: list[object] = []
    stat, read_state = os.stat, door.read_state

    def counted(path, *given, **how):
        if str(path).startswith(str(home.root)):
            asked.append(str(path))
        return stat(path, *given, **how)

    def state(*given):
        states.append(given)
        return read_state(*given)

    monkeypatch.setattr(os, "stat", counted)
    monkeypatch.setattr(door, "read_state", state)
    app.run()

    assert not app.exception
    assert len(states) == 1
    assert len(asked) <= MOST_STATS, asked


def test_a_page_that_is_outdated_is_drawn_again(open_screen, here, monkeypatch) -> None:
    """Nobody sees the sentence, nor half of each state."""
    home, settings = here
    load, times = Page.load, [Outdated("Somebody saved something just now.")]

    def once(self, viewer, name, **how):
        if name == "page.today" and times:
            raise times.pop()
        return load(self, viewer, name, **how)

    monkeypatch.setattr(Page, "load", once)
    app = open_screen(home, settings, "today")
    assert not app.exception
    assert not times
    assert "Somebody saved" not in words_of(app)
