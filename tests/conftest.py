"""Fixtures shared by the whole suite, and the table of worked cases at its end."""

import atexit
import logging
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Generator, Mapping
from functools import partial
from math import inf
from pathlib import Path
from unittest.mock import patch

import pytest

from etl.ingest import worker
from etl.storage import duckdb_files
from tests.builders.homes import HOMES
from tests.canary import files_with
from tests.golden import GOLDEN, later_part

REPOSITORY = Path(__file__).resolve().parent.parent
# A screen that a test imports runs at once: never on the home of whoever runs the tests.
os.environ["KNEEWISE_HOME"] = tempfile.mkdtemp(prefix="kneewise-no-home-")
atexit.register(shutil.rmtree, os.environ["KNEEWISE_HOME"], ignore_errors=True)
# Without compiled modules, which pytest makes of tests as well, each process that a test starts
# compiles the product anew, and each worker all tests: ten seconds a run.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
IS_LONG = bool(os.environ.get("KNEEWISE_TEST_LONG"))
"""`make test-long`: kills fall at random moments on the command itself, for minutes, and databases
work on all cores."""
_IN_WORKER = worker.in_worker
_PROPERTY = "golden"
_SECONDS = "kneewise/seconds"
_FOLDERS = "KNEEWISE_TEST_FOLDERS"
_SEARCHED = pytest.StashKey[tuple[list[Path], int]]()


def _connect(
    connect: Callable[..., duckdb_files.Connection],
    place: str = ":memory:",
    config: Mapping[str, object] | None = None,
) -> duckdb_files.Connection:
    """As DuckDB does, with one thread where nobody asks for another number."""
    return connect(place, config={"threads": 1, **(config or {})})


if not IS_LONG:
    # Rows of a test fit into one task: sharing them out among threads is a fifth of the work.
    _on_one_thread = partial(_connect, duckdb_files.duckdb.connect)
    patch.object(duckdb_files.duckdb, "connect", _on_one_thread).start()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real activity files; tests that need it skip, visibly, without it."""
    folder = Path(os.environ.get("KNEEWISE_SHARED_DATA", REPOSITORY.parent / "shared" / "data"))
    if not (folder / "manifest.csv").is_file():
        pytest.skip("the folder of real activity files is not here")
    return folder


@pytest.fixture(scope="session", autouse=True)
def read_here() -> Generator[None]:
    """Few files are read in this process, which has loaded all readers; a worker takes seconds.

    Processes that a test starts read as they always do, and so do tests with `real_worker`.
    """
    with patch.multiple(worker, in_worker=_at_once, begin=lambda **_: None):
        yield


def _at_once(work: Callable[..., object], *given: object, bounds: worker.Bounds) -> object:
    return work(*given)


@pytest.fixture
def real_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few files are read by a worker, as they are where nobody tests."""
    monkeypatch.setattr(worker, "in_worker", _IN_WORKER)


@pytest.fixture(autouse=True)
def main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """A screen under test takes the place of the main module, which a forked process runs again."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@pytest.fixture(scope="session", autouse=True)
def debug_log(tmp_path_factory: pytest.TempPathFactory) -> Generator[None]:
    """Everything that anything logs, at its most talkative: searched for secrets at the end.

    But for the reader of Markdown: it tells at which line it stands, twenty times a paragraph.
    """
    logging.getLogger("markdown_it").setLevel(logging.INFO)
    folder = tmp_path_factory.getbasetemp()
    (Path(os.environ[_FOLDERS]) / str(os.getpid())).write_text(str(folder), encoding="utf-8")
    handler = logging.FileHandler(folder / "debug.log")
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield
    root.setLevel(level)
    root.removeHandler(handler)
    handler.close()


def pytest_configure(config: pytest.Config) -> None:
    """Every process of the run writes down where its temporary files lie."""
    if not hasattr(config, "workerinput"):
        os.environ[_FOLDERS] = tempfile.mkdtemp(prefix="kneewise-run-")
        os.environ[HOMES] = tempfile.mkdtemp(prefix="kneewise-homes-")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest files begin: what is dealt last is short, so that all cores end together.

    How long each took is known from the run before; else files with slow tests go first.
    """
    slow = {_file_of(item) for item in items if item.get_closest_marker("slow")}
    took = dict.fromkeys(slow, inf) | _seconds_before(config)
    items.sort(key=lambda item: took.get(_file_of(item), 0), reverse=True)


def _file_of(told: pytest.Item | pytest.TestReport) -> str:
    return told.nodeid.partition("::")[0]


def _seconds_before(config: pytest.Config) -> dict[str, float]:
    """By file: what its tests and what they stand on took when they last ran here."""
    cache = getattr(config, "cache", None)  # missing where it is switched off
    return cache.get(_SECONDS, {}) if cache else {}


def _keep_seconds(terminalreporter: pytest.TerminalReporter) -> None:
    """For the next run, unless only a part of a file was asked for."""
    config = terminalreporter.config
    cache, options = getattr(config, "cache", None), config.option
    is_part = options.keyword or options.markexpr or any("::" in word for word in config.args)
    if is_part or not cache:
        return
    took: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                took[_file_of(report)] += report.duration
    cache.set(_SECONDS, _seconds_before(config) | took)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """After the whole suite, in the process that waited for all others: no secret lies about."""
    if hasattr(session.config, "workerinput"):
        return
    found: list[Path] = []
    count = 0
    for note in Path(os.environ[_FOLDERS]).iterdir():
        in_folder, searched = files_with(Path(note.read_text("utf-8")))
        found, count = found + in_folder, count + searched
    shutil.rmtree(os.environ[_FOLDERS])
    shutil.rmtree(os.environ[HOMES])
    session.config.stash[_SEARCHED] = (found, count)
    if found and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Attach to each test's report which worked cases it read; reports cross processes."""
    try:
        return (yield)
    finally:
        cases = sorted(GOLDEN.read_by.pop(item.nodeid, ()))
        item.user_properties.extend((_PROPERTY, case_id) for case_id in cases)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Every worked case: the test that ran it, or the part that it waits for; then secrets."""
    _tell_secrets(terminalreporter)
    _keep_seconds(terminalreporter)
    ran: dict[str, list[tuple[str, str]]] = {}
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            for name, case_id in getattr(report, "user_properties", ()):
                if name == _PROPERTY and report.when == "call":
                    ran.setdefault(case_id, []).append((outcome, report.nodeid))
    if not ran:
        return
    terminalreporter.section("worked cases (golden.json)")
    for case_id in GOLDEN:
        terminalreporter.write_line(f"{case_id:32} {_line(case_id, ran.get(case_id, []))}")
    later = sum(later_part(case_id) is not None for case_id in GOLDEN)
    terminalreporter.write_line(
        f"{len(GOLDEN)} cases: {len(ran)} run here, {later} belong to later parts, "
        f"{len([c for c in GOLDEN if c not in ran and later_part(c) is None])} not run here"
    )


def _tell_secrets(terminalreporter: pytest.TerminalReporter) -> None:
    found, count = terminalreporter.config.stash.get(_SEARCHED, ([], 0))
    if count:
        terminalreporter.section("secrets of the fake Strava in files and logs of this run")
        for path in found:
            terminalreporter.write_line(f"FOUND in {path}")
        terminalreporter.write_line(f"{count} files searched, {len(found)} hold one")


def _line(case_id: str, runs: list[tuple[str, str]]) -> str:
    if runs:
        failed = [nodeid for outcome, nodeid in runs if outcome == "failed"]
        more = f" and {len(runs) - 1} more" if len(runs) > 1 else ""
        return f"FAILED {failed[0]}" if failed else f"passed {runs[0][1]}{more}"
    part = later_part(case_id)
    return f"later  {part}" if part else "not run in this selection of tests"
