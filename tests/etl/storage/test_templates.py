"""Databases that are copied: the same as those made in place, sound, private and nobody's."""

import os
import shutil
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from etl.errors import DataError
from etl.home import Home
from etl.journal.store import Journal
from etl.settings import Settings
from etl.storage import templates
from etl.storage.duckdb_files import Connection, attached, open_in_memory, open_to_write
from etl.warehouse.tables import Warehouse
from sql import ROOT

_FILES = ("journal.duckdb", "warehouse.duckdb")
_CATALOGUE = (
    "select schema_name, table_name, comment, sql from duckdb_tables() order by all",
    "select schema_name, view_name, comment, sql from duckdb_views()"
    " where database_name = 'one' order by all",
    "select schema_name, table_name, column_name, data_type, comment from duckdb_columns()"
    " where database_name = 'one' order by all",
    "select schema_name, sequence_name, start_value, last_value from duckdb_sequences()",
)
_MAKE = """
import sys
from pathlib import Path
from etl.home import Home
from etl.journal.store import Journal
from etl.settings import Settings
home = Home(Path(sys.argv[1]))
Journal(home, Settings(home=home.root)).ensure_runner("Mara")
"""


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where templates lie; nothing is there yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = templates.cache_folder()
    if not folder.is_relative_to(tmp_path):
        pytest.skip("this platform has one cache, the user's own")
    return folder


class Filling:
    """Makes a small database, and counts how often."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, connection: Connection) -> None:
        connection.execute("create table if not exists apple (x integer)")
        self.count += 1


def begin(path: Path, fill: templates.Fill) -> None:
    templates.begin(path, kind="fruit", fill=fill, wait_s=1)


def tables(path: Path) -> list[tuple[str]]:
    with open_in_memory() as connection, attached(connection, {"one": path}, wait_s=1):
        return connection.execute("select table_name from duckdb_tables()").fetchall()


def made(folder: Path) -> Home:
    """An empty home, both of its files up to date."""
    home, settings = Home(folder), Settings(home=folder)
    Journal(home, settings).prepare()
    Warehouse(home, settings).prepare()
    return home


@contextmanager
def opened(home: Home, name: str) -> Generator[Connection]:
    """One file of a home, as database `one`."""
    files = {"one": home.root / name}
    with open_in_memory() as connection, attached(connection, files, wait_s=1):
        yield connection


def told(home: Home, name: str) -> list[list[tuple]]:
    """All that a file's catalogue holds: tables, views, columns, and where sequences stand."""
    with opened(home, name) as connection:
        return [connection.execute(question).fetchall() for question in _CATALOGUE]


def filled(home: Home, name: str) -> set[str]:
    """Schemas in which a table has a row."""
    with opened(home, name) as connection:
        tables = connection.execute(_CATALOGUE[0]).fetchall()
        return {
            schema
            for schema, table, *_ in tables
            if connection.table(f"one.{schema}.{table}").limit(1).fetchall()
        }


def test_a_database_is_made_once_and_copied_from_then_on(cache: Path, tmp_path: Path):
    """Readable by its owner alone, here and there."""
    fill = Filling()
    for name in ("a.duckdb", "b.duckdb"):
        begin(tmp_path / name, fill)
        assert tables(tmp_path / name) == [("apple",)]
    assert fill.count == 1
    if os.name == "posix":
        (kept,) = cache.glob("fruit-*.duckdb")
        assert {path.stat().st_mode & 0o777 for path in (kept, tmp_path / "b.duckdb")} == {0o600}


def test_what_is_there_stays_as_it_is(cache: Path, tmp_path: Path):
    """Also a log whose database is gone: what it holds is somebody's."""
    database, log = tmp_path / "a.duckdb", tmp_path / "b.duckdb.wal"
    for path in (database, log):
        path.write_bytes(b"somebody's")
    for path in (database, tmp_path / "b.duckdb"):
        begin(path, Filling())
    assert [path.read_bytes() for path in (database, log)] == [b"somebody's"] * 2
    assert not (tmp_path / "b.duckdb").exists()
    assert not cache.exists()


def test_a_damaged_template_is_made_anew(cache: Path, tmp_path: Path):
    """Its name says what its bytes add up to."""
    fill = Filling()
    begin(tmp_path / "a.duckdb", fill)
    (kept,) = cache.glob("fruit-*.duckdb")
    kept.write_bytes(kept.read_bytes()[:-1])
    begin(tmp_path / "b.duckdb", fill)
    assert fill.count == 2
    assert tables(tmp_path / "b.duckdb") == [("apple",)]


@pytest.mark.skipif(os.name != "posix", reason="the cache of a user is theirs alone")
def test_a_template_that_others_could_have_changed_is_not_used(cache: Path, tmp_path: Path):
    """Nor what a link leads to."""
    fill = Filling()
    begin(tmp_path / "a.duckdb", fill)
    (kept,) = cache.glob("fruit-*.duckdb")
    kept.chmod(0o666)
    begin(tmp_path / "b.duckdb", fill)
    assert fill.count == 2
    (kept,) = cache.glob("fruit-*.duckdb")
    kept.rename(tmp_path / "elsewhere")
    kept.symlink_to(tmp_path / "elsewhere")
    begin(tmp_path / "c.duckdb", fill)
    assert fill.count == 3


def test_without_a_cache_a_database_is_made_in_its_place(cache: Path, tmp_path: Path):
    """As on a disk that is only read, or is full."""
    cache.parent.parent.write_text("no folder", "utf-8")
    begin(tmp_path / "a.duckdb", Filling())
    assert not (tmp_path / "a.duckdb").exists()
    assert filled(made(tmp_path / "home"), "journal.duckdb") == {"kneewise"}


def test_what_cannot_be_made_is_told_where_it_is_needed(cache: Path, tmp_path: Path):
    """A broken step is not hidden, nor is anything left of it."""

    def broken(_: Connection) -> None:
        raise DataError("broken")

    begin(tmp_path / "a.duckdb", broken)
    assert not (tmp_path / "a.duckdb").exists()
    assert list(cache.iterdir()) == []


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> list[Home]:
    """Two that were copied from a cache, and one made where there can be none."""
    folder = tmp_path_factory.mktemp("homes")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        found = [made(folder / name) for name in ("first", "second")]
        shutil.rmtree(folder / "cache")
        (folder / "cache").write_text("no folder", "utf-8")
        return [*found, made(folder / "third")]


@pytest.mark.usefixtures("cache")  # where templates lie in a folder of ours
@pytest.mark.parametrize("name", _FILES)
def test_a_copied_file_is_what_one_made_in_its_place_is(homes: list[Home], name: str):
    """Tables, views, comments, where sequences begin; and nobody's rows are in it."""
    copied, again, in_place = [told(home, name) for home in homes]
    assert copied == again == in_place
    assert in_place[0]
    assert in_place[2]
    for home in homes:
        assert filled(home, name) <= {"kneewise", "rule"}


def test_a_template_follows_every_file_it_is_made_of(tmp_path: Path):
    """A statement more, and homes begin with it."""
    folder = tmp_path / "sql"
    shutil.copytree(Path(str(ROOT)), folder)
    before = templates.version(folder)
    (folder / "migrations" / "journal" / "9999_more.sql").write_text("select 1", "utf-8")
    templates.version.cache_clear()
    assert before == templates.version(Path(str(ROOT))) != templates.version(folder)


def test_two_processes_that_begin_at_once_get_a_home_each(cache: Path, tmp_path: Path):
    """And of one home one of them makes the files, the other finds them."""
    homes = [tmp_path / name for name in ("a", "b", "b")]
    running = [subprocess.Popen([sys.executable, "-c", _MAKE, str(home)]) for home in homes]
    assert [process.wait(timeout=120) for process in running] == [0, 0, 0]
    for home in homes:
        (runner,) = Journal(Home(home), Settings(home=home)).runners()
        assert runner.display_name == "Mara"
    assert list(cache.glob("making-*")) == []


def test_only_the_newest_few_are_kept(cache: Path, tmp_path: Path):
    """Each version of the code makes its own."""
    cache.mkdir(parents=True)
    for number in range(9):
        (cache / f"fruit-{number}-x.duckdb").write_bytes(b"")
        os.utime(cache / f"fruit-{number}-x.duckdb", (number, number))
    begin(tmp_path / "a.duckdb", Filling())
    assert len(list(cache.glob("fruit-*"))) == 6
    with open_to_write(tmp_path / "a.duckdb", wait_s=1) as connection:
        assert connection.execute("select count(*) from apple").fetchall() == [(0,)]
