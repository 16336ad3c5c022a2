"""A database with every table and view, emptied between tests."""

from collections.abc import Iterator

import pytest

from etl.database import open_in_memory
from tests.sql.world import World


@pytest.fixture(scope="session")
def built_world() -> Iterator[World]:
    """The views are built once a session; tests change only rows."""
    with open_in_memory() as connection:
        yield World(connection).build()


@pytest.fixture
def world(built_world: World) -> World:
    """One runner, Mara, whose weeks start on Monday, and nothing else; today is 30 June 2024."""
    return built_world.empty()
