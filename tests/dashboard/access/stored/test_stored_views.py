"""Rows of views that are worked out once and stored: equal, found again, gone when they must."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, timedelta
from itertools import product
from pathlib import Path

import polars as pl
import pytest

from bench.table.databases import watched_databases
from dashboard.access import gateway as door
from dashboard.access import pages_ahead
from dashboard.access.gateway import Gateway, Viewer
from dashboard.access.keys import Key
from dashboard.access.stored_views import RunnerRows, is_stored, pages_read
from etl.home import Home
from etl.journal.store import Journal, PainEntry, Runner
from etl.operations.erase_runner import erase_runner
from etl.operations.import_files import import_sources
from etl.people.grants import give, withdraw
from etl.reference.views import View, create_view, read_views
from etl.settings import Settings
from etl.storage.duckdb_files import Connection, open_to_write
from etl.storage.materialized import Materialized, digest
from etl.warehouse import lazy_views
from etl.warehouse.tables import Warehouse
from tests.builders import a_home, a_run, an_upload
from tests.builders.homes import NOW

OWNER = Viewer()
COACH = Viewer(viewer_id="coach", is_owner=False)
PHYSIO = Viewer(viewer_id="physio", is_owner=False)
TODAY = NOW.date()
OF_PAIN = "page.pain_entry"
OF_RUNS = "page.run_source"
BOARD_AFTER_A_LOG = 160  # statements; 145
Here = tuple[Home, Settings]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Here:
    """Two runners, three runs and a sore knee each; a coach sees training, a physio pain too."""
    home, settings = a_home(tmp_path_factory.mktemp("made"))
    journal = Journal(home, settings)
    for name in ("Ada", "Ben"):
        runner = journal.ensure_runner(name)
        runs = [an_upload(a_run(TODAY - timedelta(days=gap), km=8 + gap)) for gap in (1, 8, 15)]
        import_sources(home, settings, runs, runner=runner)
        share(journal, runner, "coach", "training")
        share(journal, runner, "physio", "training", "pain")
        hurt(here=(home, settings), runner=runner, score=2)
    return home, settings


@pytest.fixture(scope="module")
def made_and_stored(made: Here, tmp_path_factory: pytest.TempPathFactory) -> Here:
    """The same with its owner's pages worked out."""
    stored = copied(made, tmp_path_factory.mktemp("stored"))
    work_out_all(Gateway(*stored))
    return stored


@pytest.fixture(scope="module")
def made_and_read(made_and_stored: Here, tmp_path_factory: pytest.TempPathFactory) -> Here:
    """And those of who looks at Ada: a home on one machine works out its owner's pages alone."""
    read = copied(made_and_stored, tmp_path_factory.mktemp("read"))
    ada = named(read, "Ada")
    for viewer in (COACH, PHYSIO):
        read_all(read, viewer, ada)
    return read


@pytest.fixture
def here(made: Here, tmp_path: Path) -> Here:
    """A home of its own for each test, with nothing stored."""
    return copied(made, tmp_path)


@pytest.fixture
def stored(made_and_stored: Here, tmp_path: Path) -> Here:
    """A home of its own for each test, whose owner's pages were worked out."""
    return copied(made_and_stored, tmp_path)


@pytest.fixture
def read(made_and_read: Here, tmp_path: Path) -> Here:
    """A home of its own for each test, where others have looked at Ada, too."""
    return copied(made_and_read, tmp_path)


def read_all(here: Here, viewer: Viewer, runner: Runner) -> dict[str, pl.DataFrame]:
    """All that pages show of a runner, stored as by a page."""
    page = Gateway(*here).page()
    found = {
        view: page.load(viewer, view, runner_id=runner.runner_id) for view in sorted(pages_read())
    }
    page.store()
    return found


def copied(made: Here, folder: Path) -> Here:
    home, settings = made
    shutil.copytree(home.root, folder, dirs_exist_ok=True)
    return Home(folder), settings.model_copy(update={"home": folder})


def share(journal: Journal, runner: Runner, viewer_id: str, *scopes: str) -> None:
    give(
        journal,
        runner_id=runner.runner_id,
        viewer_id=viewer_id,
        scopes=list(scopes),
        from_date=TODAY,
        until_date=None,
        granted_by="runner",
    )


def hurt(here: Here, runner: Runner, score: int) -> None:
    Journal(*here).log_pain(
        PainEntry(
            runner_id=runner.runner_id, local_date=TODAY, knee="left", pain_during_score=score
        )
    )


def named(here: Here, name: str) -> Runner:
    return next(one for one in Journal(*here).runners() if one.display_name == name)


def rows_of(gateway: Gateway, viewer: Viewer, runner: Runner) -> RunnerRows:
    """What is stored of a runner for that viewer, as the files are now."""
    page = gateway.page()
    scopes = page.state.scopes(viewer, page.now)
    own = {runner.runner_id: scopes[runner.runner_id]}
    return gateway.rows_of(page, viewer, runner.runner_id, own)


def work_out_all(gateway: Gateway) -> None:
    """As the server does while nobody reads."""
    while gateway.ahead.work_out_next():
        pass


def work_out(gateway: Gateway, runner: Runner) -> None:
    """Likewise, until the pages of that runner stand."""
    while rows_of(gateway, OWNER, runner).stale(pages_read()):
        assert gateway.ahead.work_out_next()


def worked_out_anew(
    gateway: Gateway, viewer: Viewer, runner_id: str
) -> Callable[[str], pl.DataFrame]:
    """Rows of a view out of the snapshot that whoever asks in SQL gets: nothing in it is stored."""
    key = Key(viewer, runner_id, None)
    with gateway.alone(key):
        piece = gateway.slice(gateway.page(), key)
    assert piece.rows is None
    return lambda view: piece.read(view, {})


def held(home: Home, runner: Runner) -> set[str]:
    """Views that are stored of a runner, in any version and for whomever."""
    if not home.materialized.exists():
        return set()
    connection = sqlite3.connect(home.materialized)
    asked = "select view from stored_view where runner = ?"
    found = {view for (view,) in connection.execute(asked, [digest(runner.runner_id)])}
    connection.close()
    return found


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[frozenset[str]]:
    """The tables copied into each slice that is built, in order."""
    seen: list[frozenset[str]] = []
    for module in (door, pages_ahead):
        monkeypatch.setattr(module, "build_slice", counted(module.build_slice, seen))
    return seen


def counted(build: Callable, seen: list[frozenset[str]]) -> Callable:
    def build_(*args, **how):
        seen.append(frozenset(how["tables"] or ()))
        return build(*args, **how)

    return build_


@pytest.mark.parametrize(
    ("viewer", "name"), [(OWNER, "Ada"), (OWNER, "Ben"), (COACH, "Ada"), (PHYSIO, "Ada")]
)
def test_every_view_is_the_same_stored_and_worked_out_anew(
    read: Here, viewer: Viewer, name: str, built: list[frozenset[str]]
) -> None:
    """For the runner, a coach and a physio: rows, order, columns and types."""
    runner = named(read, name)
    del built[:]
    found = read_all(read, viewer, runner)
    assert built == []
    anew = worked_out_anew(Gateway(*read), viewer, runner.runner_id)
    for view, rows in found.items():
        asked = anew(view)
        assert rows.equals(asked), view
        assert rows.schema == asked.schema, view


@pytest.mark.parametrize("viewer", [OWNER, PHYSIO])
def test_after_each_write_every_view_is_as_if_nothing_had_been_stored(
    read: Here, viewer: Viewer
) -> None:
    """What a write leaves as it was is taken as it was stored, and all the rest is new."""
    ada = named(read, "Ada")

    def log() -> None:
        hurt(read, ada, 5)

    def run() -> None:
        import_sources(*read, [an_upload(a_run(TODAY, km=14))], runner=ada)

    former = read_all(read, viewer, ada)
    for write in (log, run):
        write()
        found = read_all(read, viewer, ada)
        anew = worked_out_anew(Gateway(*read), viewer, ada.runner_id)
        for view, rows in found.items():
            assert rows.equals(anew(view)), (write.__name__, view)
        assert {view for view, rows in found.items() if not rows.equals(former[view])}
        former = found


def test_what_reads_nothing_new_is_not_worked_out_again(
    stored: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pain changes a day; of the plan's weeks, which read that day's knee, it changes nothing."""
    worked_out: list[str] = []

    def noted(connection: Connection, view: View, *, is_kept: bool, is_described: bool) -> None:
        worked_out.append(view.full_name)
        create_view(connection, view, is_kept=is_kept, is_described=is_described)

    ada = named(stored, "Ada")
    hurt(stored, ada, 3)
    gateway = Gateway(*stored)
    rows = rows_of(gateway, OWNER, ada)
    held = rows.stale(pages_read())
    monkeypatch.setattr(lazy_views, "create_view", noted)
    page = gateway.page()
    for view in sorted(pages_read()):
        page.load(OWNER, view, runner_id=ada.runner_id)
    page.store()
    assert "metric.pain_day" in worked_out
    assert {"page.plan_week", "page.cadence_step"} <= held
    assert {"metric.plan_week", "page.plan_week", "page.cadence_step"}.isdisjoint(worked_out)
    assert len(worked_out) == len(set(worked_out))  # nothing twice
    assert rows_of(Gateway(*stored), OWNER, ada).stale(pages_read()) == frozenset()


def test_a_board_after_a_log_asks_little(stored: Here) -> None:
    """One row is made anew, out of what lies there of that runner."""
    ada = named(stored, "Ada")
    with watched_databases() as databases:
        gateway = Gateway(*stored)
        gateway.load(PHYSIO, "page.squad")
        hurt(stored, ada, 3)
        gateway.load(PHYSIO, "page.squad")
        hurt(stored, ada, 6)
        databases.clear()
        board = gateway.load(PHYSIO, "page.squad")
        assert 0 < len(databases.statements) <= BOARD_AFTER_A_LOG
    assert board.equals(Gateway(*stored).query(PHYSIO, "from page.squad"))


def test_another_process_finds_them_and_copies_nothing(
    stored: Here, built: list[frozenset[str]]
) -> None:
    """As after a restart, or in the shell beside a server."""
    ada = named(stored, "Ada")
    del built[:]
    gateway = Gateway(*stored)
    for view in sorted(pages_read()):
        gateway.load(OWNER, view, runner_id=ada.runner_id)
    assert built == []


def test_a_log_makes_new_what_rests_on_it_and_nothing_else(
    stored: Here, built: list[frozenset[str]]
) -> None:
    """Nobody else's rows, and of the runner's own no table of runs is copied for their list."""
    gateway = Gateway(*stored)
    ada, ben = named(stored, "Ada"), named(stored, "Ben")
    assert rows_of(gateway, OWNER, ada).stale(pages_read()) == frozenset()
    hurt(stored, ada, 5)

    stale = rows_of(gateway, OWNER, ada).stale(pages_read())
    assert OF_PAIN in stale
    assert OF_RUNS not in stale
    assert rows_of(gateway, OWNER, ben).stale(pages_read()) == frozenset()

    del built[:]
    scores = gateway.load(OWNER, OF_PAIN, runner_id=ada.runner_id)["pain_during_score"].to_list()
    assert sorted(scores) == [2, 5]
    assert len(built) == 1
    assert built[0].isdisjoint({"core.split", "core.descent", "core.exposure", "core.best_effort"})


def test_the_next_day_makes_new_what_asks_for_the_day(stored: Here) -> None:
    """A list of runs does not; what is due today does."""
    home, settings = stored
    tomorrow = Gateway(home, settings.model_copy(update={"now": NOW + timedelta(days=1)}))
    stale = rows_of(tomorrow, OWNER, named(stored, "Ada")).stale(pages_read())
    assert "page.today" in stale
    assert OF_RUNS not in stale
    work_out(tomorrow, named(stored, "Ada"))
    assert rows_of(tomorrow, OWNER, named(stored, "Ada")).stale(pages_read()) == frozenset()


def test_rows_of_one_combination_never_answer_for_another(stored: Here) -> None:
    """Whoever sees no pain finds none, though the same runner's rows with pain lie beside."""
    gateway, ada = Gateway(*stored), named(stored, "Ada")
    assert OF_PAIN in held(stored[0], ada)
    assert gateway.load(PHYSIO, OF_PAIN, runner_id=ada.runner_id).height == 1
    assert gateway.load(COACH, OF_PAIN, runner_id=ada.runner_id).is_empty()
    assert Gateway(*stored).load(COACH, OF_PAIN, runner_id=ada.runner_id).is_empty()
    stranger = Viewer(viewer_id="stranger", is_owner=False)
    assert Gateway(*stored).load(stranger, OF_RUNS, runner_id=ada.runner_id).is_empty()


def test_a_withdrawn_grant_leaves_nothing_stored_at_once(here: Here) -> None:
    """In the transaction that withdraws: no reader and no server has to come by."""
    gateway, ada, ben = Gateway(*here), named(here, "Ada"), named(here, "Ben")
    for runner in (ada, ben):
        gateway.load(PHYSIO, OF_PAIN, runner_id=runner.runner_id)
    assert OF_PAIN in held(here[0], ada)

    withdraw(Journal(*here), runner_id=ada.runner_id, viewer_id="physio")

    assert held(here[0], ada) == set()
    assert OF_PAIN in held(here[0], ben)


def test_who_is_erased_leaves_no_byte(stored: Here) -> None:
    """Neither in the file nor in its log."""
    ada = named(stored, "Ada")
    assert held(stored[0], ada)
    erase_runner(*stored, runner_id=ada.runner_id)
    assert held(stored[0], ada) == set()
    for path in stored[0].root.glob("materialized.sqlite*"):
        content = path.read_bytes()
        assert digest(ada.runner_id).encode() not in content
        assert ada.runner_id.encode() not in content
    assert held(stored[0], named(stored, "Ben"))


def lend_first_run(stored: Here, runner: Runner, until_hours: int) -> str:
    """The oldest run of a runner becomes a platform's loan until then; returns its id."""
    until = (NOW + timedelta(hours=until_hours)).astimezone(UTC).replace(tzinfo=None)
    with Warehouse(*stored).writing() as connection:
        found = connection.execute(
            "select activity_id from core.activity where runner_id = ? order by local_date limit 1",
            [runner.runner_id],
        ).fetchone()
        assert found is not None
        connection.execute(
            "update core.activity set share_class = 'lent', expires_at = ?,"
            " imported_at = imported_at + interval 1 second where activity_id = ?",
            [until, found[0]],
        )
    return found[0]


def test_what_was_lent_is_in_the_runners_own_rows_until_its_time(here: Here) -> None:
    """A coach's rows never had it; after its time the stored ones answer nobody."""
    ada = named(here, "Ada")
    lend_first_run(here, ada, until_hours=2)
    home, settings = here

    def run_counts(hours: float) -> tuple[int, int]:
        gateway = Gateway(home, settings.model_copy(update={"now": NOW + timedelta(hours=hours)}))
        own, coachs = (
            gateway.load(viewer, OF_RUNS, runner_id=ada.runner_id).height
            for viewer in (OWNER, COACH)
        )
        return own, coachs

    assert run_counts(0) == (3, 2)
    assert run_counts(1.9) == (3, 2)
    assert run_counts(2.1) == (2, 2)


def test_rows_past_their_time_are_removed_and_so_is_who_sees_nothing_any_more(stored: Here) -> None:
    """By the next look, without a page."""
    ada = named(stored, "Ada")
    lend_first_run(stored, ada, until_hours=2)
    gateway = Gateway(*stored)
    work_out_all(gateway)
    assert held(stored[0], named(stored, "Ben"))
    shares = [rows_of(gateway, OWNER, ada).share]
    store = Materialized(stored[0])
    store.keep_only(shares, now_s=(NOW + timedelta(hours=1)).timestamp())
    assert OF_RUNS in held(stored[0], ada)
    assert held(stored[0], named(stored, "Ben")) == set()
    store.keep_only(shares, now_s=(NOW + timedelta(hours=3)).timestamp())
    assert held(stored[0], ada) == set()


def test_a_purge_of_lent_rows_leaves_none_stored(stored: Here) -> None:
    """Removing a recording takes with it what was worked out of it, before anybody looks."""
    ada = named(stored, "Ada")
    activity_id = lend_first_run(stored, ada, until_hours=2)
    Warehouse(*stored).remove([activity_id], runner=ada)
    assert held(stored[0], ada) == set()


def overwrite(home: Home, sql: str) -> None:
    connection = sqlite3.connect(home.materialized)
    assert connection.execute(sql).rowcount > 0
    connection.commit()
    connection.close()


DAMAGE = {
    "a byte of every frame is another": (
        "update stored_view set frame = substr(frame, 1, 60) || x'ff' || substr(frame, 62)"
    ),
    "rows of one view stand under another's name": (
        "update stored_view set view = 'page.pain_episode' where view = 'page.pain_entry'"
    ),
    "rows of one runner stand under another's": (
        "update stored_view set runner = case runner"
        " when (select min(runner) from stored_view) then 'other' else runner end"
    ),
}


@pytest.mark.parametrize("how", DAMAGE)
def test_damaged_rows_are_worked_out_again(stored: Here, how: str) -> None:
    """What is not what was stored under its name is not there."""
    gateway = Gateway(*stored)
    before = {
        name: gateway.query(OWNER, f"from {OF_PAIN}", runner_id=named(stored, name).runner_id)
        for name in ("Ada", "Ben")
    }
    if "another's name" in how:
        overwrite(stored[0], "delete from stored_view where view = 'page.pain_episode'")
    overwrite(stored[0], DAMAGE[how])
    again = Gateway(*stored)
    for name, rows in before.items():
        found = again.load(OWNER, OF_PAIN, runner_id=named(stored, name).runner_id)
        assert found.equals(rows)
        episodes = again.load(OWNER, "page.pain_episode", runner_id=named(stored, name).runner_id)
        assert "pain_during_score" not in episodes.columns


def test_a_file_that_is_none_is_thrown_away(here: Here) -> None:
    """Pages are worked out and stored anew."""
    here[0].materialized.write_bytes(b"no database " * 1000)
    ada = named(here, "Ada")
    assert Gateway(*here).load(OWNER, OF_RUNS, runner_id=ada.runner_id).height == 3
    Gateway(*here).load(OWNER, OF_PAIN, runner_id=ada.runner_id)
    assert OF_PAIN in held(here[0], ada)


def test_what_was_written_by_hand_while_nobody_looked_counts_at_the_start(
    stored: Here,
) -> None:
    """The rows have the versions they had; the file is another one."""
    ada = named(stored, "Ada")
    with open_to_write(stored[0].journal, wait_s=5) as connection:
        connection.execute(
            "update journal.pain_entry set pain_during_score = 7 where runner_id = ?",
            [ada.runner_id],
        )
    entries = Gateway(*stored).load(OWNER, OF_PAIN, runner_id=ada.runner_id)
    assert entries["pain_during_score"].to_list() == [7]


def test_it_is_readable_by_its_owner_only(stored: Here) -> None:
    """Health data, as in the journal."""
    assert stored[0].materialized.stat().st_mode & 0o077 == 0


def test_while_somebody_reads_nothing_is_worked_out_ahead(here: Here) -> None:
    """The page has both cores; what is left waits."""
    gateway = Gateway(*here)
    gateway.load(OWNER, "page.runner")
    gateway.read_at_s += 60  # as just now, however slow the machine
    assert not gateway.ahead.work_out_next()
    assert held(here[0], named(here, "Ada")) == set()
    gateway.read_at_s -= 120
    work_out(gateway, named(here, "Ada"))
    assert pages_read() <= held(here[0], named(here, "Ada"))


def unstored() -> Iterator[str]:
    return (
        view.full_name
        for view in read_views()
        if view.schema == "page"
        and "runner_id" in {column.name for column in view.columns}
        and not is_stored(view.full_name)
    )


def test_no_snapshot_of_a_runner_is_held_once_nobody_reads(stored: Here) -> None:
    """What was read of it is stored; it would be megabytes at ten years."""
    with watched_databases() as databases:
        gateway = Gateway(*stored)
        work_out_all(gateway)
        gateway.load(OWNER, "metric.speed_exposure", runner_id=named(stored, "Ada").runner_id)
        held = databases.rows_held()
        gateway.read_at_s -= 120
        assert not gateway.ahead.work_out_next()
        assert databases.rows_held() < held


def test_what_is_not_stored_is_named(here: Here) -> None:
    """Rows that rest on who looks, and those of single runs, which are many."""
    of_one_run = ("page.run_course", "page.run_stretch")
    assert set(unstored()) == {*of_one_run, "page.squad_mark", "page.squad_note"}
    gateway = Gateway(*here)
    ada = named(here, "Ada")
    runs = gateway.load(OWNER, "core.activity", runner_id=ada.runner_id)["activity_id"].to_list()
    for activity_id, view in product(runs, of_one_run):
        of_one = gateway.load(OWNER, view, runner_id=ada.runner_id, activity_id=activity_id)
        of_all = gateway.query(
            OWNER, f"from {view} where activity_id = '{activity_id}'", runner_id=ada.runner_id
        )
        assert of_one.equals(of_all)


def test_a_disk_that_takes_nothing_is_asked_once(
    here: Here, built: list[frozenset[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages are worked out as they are asked for; nobody works on and on for nothing."""
    monkeypatch.setattr(Materialized, "write", lambda *_args, **_how: None)
    gateway = Gateway(*here)
    work_out_all(gateway)
    assert len(built) == 2  # a runner each
    assert not gateway.ahead.work_out_next()
    assert gateway.load(OWNER, OF_RUNS, runner_id=named(here, "Ada").runner_id).height == 3
