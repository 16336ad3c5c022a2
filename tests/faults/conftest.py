"""What every test of a fault or an attack has."""

from collections.abc import Callable

import pytest

from tests.faults.tally import Result, write


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Callable[..., None]:
    """`tally(kind=, what=, held=, named=, asvs=)`: called once, as the last line of a test."""
    node = request.node.nodeid

    def keep(**said: object) -> None:
        write(Result(test=node, **said))  # ty: ignore[invalid-argument-type]

    return keep
