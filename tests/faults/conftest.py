"""What every test of a fault or an attack has."""

from collections.abc import Callable, Generator

import pytest

from tests.faults.homes import former, whole  # noqa: F401  fixtures
from tests.faults.signing_in import Team, a_team
from tests.faults.tally import Result, note_failed, write


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """A kind that fails takes its former row out of the table."""
    if report.failed and report.nodeid.startswith("tests/faults/"):
        note_failed(report.nodeid)


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Callable[..., None]:
    """`tally(kind=, what=, held=, named=, asvs=)`: called once, as the last line of a test."""
    node = request.node.nodeid

    def keep(**said: object) -> None:
        write(Result(test=node, **said))  # ty: ignore[invalid-argument-type]

    return keep


@pytest.fixture(scope="package")
def team(tmp_path_factory: pytest.TempPathFactory) -> Generator[Team]:
    """One server of several people for all attacks."""
    with a_team(tmp_path_factory.mktemp("team")) as team:
        yield team
