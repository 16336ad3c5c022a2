"""A database with every table and view, emptied between tests."""

from collections.abc import Iterator

import pytest

from etl.database import open_in_memory
from tests.sql.world import World

_SLOW_TO_PLAN = "compressed_materialization,statistics_propagation"
"""Steps of the planner that only pay on much data; on views upon views they take most of a test."""


@pytest.fixture(scope="session")
def built_world() -> Iterator[World]:
    """The views are built once a session; tests change only rows."""
    with open_in_memory() as connection:
        connection.execute(f"set disabled_optimizers = '{_SLOW_TO_PLAN}'")
        yield World(connection).build()


@pytest.fixture
def world(built_world: World) -> World:
    """One runner, Mara, whose weeks start on Monday, and nothing else; today is 30 June 2024."""
    return built_world.empty()
