"""One door: who sees what, what is sealed, and what is never older than the files."""

from datetime import date
from pathlib import Path
from unittest.mock import patch

import polars as pl
import pytest

from dashboard.access import policy
from dashboard.access.gateway import Gateway, Viewer
from dashboard.access.keys import Key
from etl.errors import AccessDenied, DataError, UserError
from etl.home import Home
from etl.journal.store import Journal
from etl.operations.import_files import import_sources
from etl.settings import Settings
from etl.storage.duckdb_files import log_path, open_in_memory, to_attach
from etl.storage.samples import samples_path
from etl.warehouse.lazy_views import ViewsOnDemand
from sql import ROOT
from tests.builders import a_home, a_run, an_upload

OWNER = Viewer()
STRANGER = Viewer(viewer_id="stranger", is_owner=False)
RIGHT_KNEE = {"local_date": date(2026, 5, 2), "knee": "right", "pain_during_score": 4}


def _made(folder: Path) -> tuple[Home, Settings]:
    """A home with two runs and one day of pain."""
    files = [a_run("2026-04-30", km=8), a_run("2026-05-02", km=12)]
    return a_home(folder, files, pains=[RIGHT_KNEE])


@pytest.fixture
def here(tmp_path: Path) -> tuple[Home, Settings]:
    """That home, for a test that writes."""
    return _made(tmp_path)


@pytest.fixture
def gateway(here: tuple[Home, Settings]) -> Gateway:
    """The door of that home."""
    return Gateway(*here)


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Gateway:
    """The door of a home into which nobody writes, so that its views are built once."""
    return Gateway(*_made(tmp_path_factory.mktemp("read")))


def _names(gateway: Gateway, viewer: Viewer) -> list[str]:
    frame = gateway.query(
        viewer,
        "select distinct schema_name || '.' || table_name as name from duckdb_columns()"
        " where schema_name in ('core', 'journal', 'metric', 'risk', 'page')"
        " and column_name = 'runner_id' order by name",
    )
    return frame["name"].to_list()


def test_the_owner_of_a_home_sees_its_runs_and_pain(door: Gateway) -> None:
    """Local mode has one person."""
    assert door.load(OWNER, "metric.run").height == 2
    assert door.load(OWNER, "metric.pain_day")["pain_during_score"].to_list() == [4]


@pytest.mark.parametrize("name", ["metric.run", "page.pain_entry", "page.nothing"])
def test_who_asks_once_is_told_the_same(here: tuple[Home, Settings], name: str) -> None:
    """Of copies with no more than the tables behind the question."""
    told = []
    for is_brief in (False, True):
        gateway = Gateway(*here, is_brief=is_brief)
        (runner_id,) = gateway.scopes(OWNER)
        try:
            told.append(sorted(gateway.load(OWNER, name, runner_id=runner_id).rows(), key=repr))
        except AccessDenied as refused:
            told.append(str(refused))
        assert gateway.load(STRANGER, "metric.run", runner_id=runner_id).is_empty()
    assert told[0] == told[1] != []


def test_nobody_sees_nothing(door: Gateway) -> None:
    """Without a grant every table and every view of a runner is empty, not forbidden."""
    names = _names(door, STRANGER)
    assert {"core.activity", "metric.run", "metric.pain_day", "risk.runner_day"} <= set(names)
    seen = {name: door.load(STRANGER, name).height for name in names}
    assert {name for name, height in seen.items() if height} == set()


def _grant(here: tuple[Home, Settings], scope: str, until: date | None = None) -> None:
    journal = Journal(*here)
    runner = journal.ensure_runner()
    with journal.writing() as connection:
        connection.execute(
            "insert into journal.access_grant (grant_id, viewer_id, runner_id, scope, granted_by,"
            " from_date, until_date, saved_at) values (?, 'stranger', ?, ?, 'runner',"
            " date '2026-01-01', ?, now())",
            [f"{scope}", runner.runner_id, scope, until],
        )


def test_a_grant_of_training_shows_runs_and_no_pain(
    here: tuple[Home, Settings], gateway: Gateway
) -> None:
    """Scopes are separate: a coach may see load without health."""
    _grant(here, "training")
    assert gateway.load(STRANGER, "metric.run").height == 2
    assert gateway.load(STRANGER, "metric.pain_day").is_empty()
    assert gateway.load(STRANGER, "journal.import_item").is_empty()


def test_a_grant_that_has_ended_shows_nothing(
    here: tuple[Home, Settings], gateway: Gateway
) -> None:
    """The last day counts, the day after does not."""
    _grant(here, "training", until=date(2026, 5, 2))
    assert gateway.load(STRANGER, "metric.run").is_empty()


def test_a_withdrawn_grant_bites_on_the_next_read(
    here: tuple[Home, Settings], gateway: Gateway
) -> None:
    """No cache outlives consent."""
    _grant(here, "training")
    assert gateway.load(STRANGER, "metric.run").height == 2
    with Journal(*here).writing() as connection:
        connection.execute("update journal.access_grant set withdrawn_at = now()")
    assert gateway.load(STRANGER, "metric.run").is_empty()


def test_every_table_has_an_access_file_or_is_absent(door: Gateway) -> None:
    """Fails closed: what nobody wrote a rule for is not in a slice."""
    tables = {path.name.removesuffix(".sql") for path in (ROOT / "access").iterdir()}
    frame = door.query(
        OWNER,
        "select schema_name || '.' || table_name as name from duckdb_tables()"
        " where schema_name in ('core', 'journal')",
    )
    assert set(frame["name"]) == {name for name in tables if "." in name}


@pytest.mark.parametrize(
    "sql",
    [
        "attach 'other.duckdb' as other",
        "select * from read_csv('/etc/hostname')",
        "set enable_external_access = true",
        "copy core.activity to 'out.csv'",
        "install httpfs",
        "explain analyze delete from core.runner",
        "select * from frame",
    ],
)
def test_a_slice_is_sealed(door: Gateway, sql: str) -> None:
    """Whoever may ask SQL still reaches nothing but the slice."""
    frame = pl.DataFrame({"outside": [1]})
    assert frame.height == 1
    with pytest.raises(UserError, match=r"refused|Only one query"):
        door.query(OWNER, sql)


def test_a_query_that_takes_too_much_memory_is_refused(
    here: tuple[Home, Settings], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes no more of the machine, and nothing of it spills into a folder."""
    home, settings = here
    monkeypatch.chdir(tmp_path)
    gateway = Gateway(home, settings.model_copy(update={"query_memory_mb": 100}))
    gateway.page()  # a look at the files leaves a small one of its own
    before = sorted(tmp_path.iterdir())
    with pytest.raises(UserError, match="refused"):
        gateway.query(Viewer(), "select list(range order by hash(range)) from range(50_000_000)")
    assert sorted(tmp_path.iterdir()) == before


def test_a_change_through_a_query_reaches_no_file(
    here: tuple[Home, Settings], gateway: Gateway
) -> None:
    """Read-only means that the files stay, and that the next reader sees all rows."""
    with pytest.raises(UserError):
        gateway.query(OWNER, "delete from core.activity")
    assert gateway.load(OWNER, "core.activity").height == 2
    assert Gateway(*here).load(OWNER, "core.activity").height == 2


def test_a_new_run_shows_on_the_next_read(here: tuple[Home, Settings], gateway: Gateway) -> None:
    """What is cached is never older than the files."""
    assert gateway.load(OWNER, "metric.run").height == 2
    runner = Journal(*here).ensure_runner()
    import_sources(*here, [an_upload(a_run("2026-05-03", km=5, at="06:00"))], runner=runner)
    assert gateway.load(OWNER, "metric.run").height == 3


@pytest.mark.parametrize("name", ["metric.none", "core.activity; drop table x", "run", ""])
def test_what_is_not_there_looks_like_what_may_not_be_seen(door: Gateway, name: str) -> None:
    """One wording for both."""
    with pytest.raises(AccessDenied, match="that you may see"):
        door.load(OWNER, name)


def test_conditions_are_values_never_sql(door: Gateway) -> None:
    """A quote in a value finds nothing and breaks nothing."""
    assert door.load(OWNER, "metric.run", session_id="x' or true --").is_empty()
    with pytest.raises(AccessDenied):
        door.load(OWNER, "metric.run", **{"true or session_id": "x"})


def test_samples_need_the_activity_to_be_visible(gateway: Gateway) -> None:
    """The stream of a run follows the run's own access."""
    activity_id = gateway.load(OWNER, "core.activity")["activity_id"].to_list()[0]
    samples = gateway.samples(OWNER, activity_id)
    assert samples is not None
    assert not {"latitude", "longitude", "position_lat", "lat", "lon"} & set(samples.columns)
    with pytest.raises(AccessDenied):
        gateway.samples(STRANGER, activity_id)


def test_samples_that_the_disk_damaged_are_made_anew_from_the_original(gateway: Gateway) -> None:
    """Where that is damaged, too, one sentence says what to do."""
    activity_id = gateway.load(OWNER, "core.activity")["activity_id"].to_list()[0]
    whole = gateway.samples(OWNER, activity_id)
    path = samples_path(gateway.home, activity_id)
    path.write_bytes(b"")
    again = gateway.samples(OWNER, activity_id)
    assert whole is not None
    assert again is not None
    assert again.equals(whole)
    path.write_bytes(b"")
    for original in gateway.home.originals.rglob("*.gz"):
        original.write_bytes(b"")
    with pytest.raises(DataError, match="import its file again"):
        gateway.samples(OWNER, activity_id)


def test_a_question_of_one_view_leaves_the_others_unbuilt_and_finds_all_if_it_lists_them(
    gateway: Gateway,
) -> None:
    """Two hundred views take a second and a half; comments are for whoever lists what there is."""
    count = "select count(*) as n from duckdb_views() where not internal"
    key = Key(OWNER, None, None)
    page = gateway.page()
    with patch.object(ViewsOnDemand, "build_all", side_effect=AssertionError("all were built")):
        assert page.query(OWNER, "from metric.weekly_ramp").height > 0
        assert page.query(OWNER, "from core.activity").height > 0
        assert page.query(OWNER, "select max(range) as most from range(3)")["most"].item() == 2
        with pytest.raises(UserError, match="Only one query"):
            page.query(OWNER, "install httpfs")
    few = page.pieces[key].views.built_count
    assert page.query(OWNER, count)["n"].item() > few
    assert page.query(OWNER, f"{count} and comment is null")["n"].item() == 0


def test_a_span_of_time_is_told_in_seconds(door: Gateway) -> None:
    """Intervals have no type on the other side; a query over them still answers."""
    assert door.query(OWNER, "select interval 1 day as span")["span"].to_list() == [86400.0]


def test_pain_is_known_before_the_first_run_is(tmp_path: Path) -> None:
    """A runner who has only logged pain is a runner."""
    home, settings = a_home(tmp_path, pains=[RIGHT_KNEE | {"pain_during_score": 8}])
    runner = Journal(home, settings).ensure_runner()
    import_sources(home, settings, [], runner=runner)
    assert Gateway(home, settings).load(OWNER, "metric.pain_day").height == 1


def test_tables_that_nobody_wrote_into_are_as_those_that_were_asked(
    here: tuple[Home, Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names, types and order of their columns, though after the first time nothing is asked."""
    monkeypatch.setattr(policy, "_columns", {})
    every = (
        "select table_name, column_index, column_name, data_type from duckdb_columns()"
        " where schema_name in ('core', 'journal') order by all"
    )
    whole = Key(OWNER, None, None)
    first, second = (
        gateway.slice(gateway.page(), whole).connection.execute(every).fetchall()
        for gateway in (Gateway(*here), Gateway(*here))
    )
    assert "journal.day_log" in policy._columns
    assert first == second != []


def test_rows_that_are_in_the_log_alone_are_rows(here: tuple[Home, Settings]) -> None:
    """A table is empty where its file says so together with what was not written back yet."""
    home, settings = here
    assert Gateway(home, settings).query(OWNER, "from journal.day_log").is_empty()
    (runner,) = Journal(home, settings).runners()
    with open_in_memory() as connection:
        connection.execute("pragma disable_checkpoint_on_shutdown")
        connection.execute(to_attach(home.journal, name="log"))
        connection.execute(
            "insert into log.journal.day_log by name (select 'one' as entry_id, ? as runner_id,"
            " date '2026-05-02' as local_date, 7.5 as sleep_h, timestamp '2026-05-02' as saved_at,"
            " 'local' as saved_by, 1 as saved_order, false as is_deleted)",
            [runner.runner_id],
        )
        connection.execute("detach log")
    assert log_path(home.journal).is_file()
    assert Gateway(home, settings).query(OWNER, "from journal.day_log").height == 1
