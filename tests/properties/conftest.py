"""One database for all histories: only rows change between them."""

from collections.abc import Iterator

import pytest

from etl.database import open_in_memory
from tests.sql.world import World


@pytest.fixture(scope="session")
def world() -> Iterator[World]:
    """Every table and view, built once."""
    with open_in_memory() as connection:
        yield World(connection).build()
