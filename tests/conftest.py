"""Fixtures shared by the whole suite, and the table of worked cases at its end."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.golden import GOLDEN, later_part

REPOSITORY = Path(__file__).resolve().parent.parent
_PROPERTY = "golden"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real activity files; tests that need it skip, visibly, without it."""
    folder = Path(os.environ.get("KNEEWISE_SHARED_DATA", REPOSITORY.parent / "shared" / "data"))
    if not (folder / "manifest.csv").is_file():
        pytest.skip("the folder of real activity files is not here")
    return folder


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Attach to each test's report which worked cases it read; reports cross processes."""
    try:
        return (yield)
    finally:
        cases = sorted(GOLDEN.read_by.pop(item.nodeid, ()))
        item.user_properties.extend((_PROPERTY, case_id) for case_id in cases)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Every worked case: the test that ran it, or the part that it waits for."""
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


def _line(case_id: str, runs: list[tuple[str, str]]) -> str:
    if runs:
        failed = [nodeid for outcome, nodeid in runs if outcome == "failed"]
        more = f" and {len(runs) - 1} more" if len(runs) > 1 else ""
        return f"FAILED {failed[0]}" if failed else f"passed {runs[0][1]}{more}"
    part = later_part(case_id)
    return f"later  {part}" if part else "not run in this selection of tests"
