"""A database with every table and view, emptied between tests."""

from collections.abc import Iterator
from typing import cast

import pytest

from etl.storage.duckdb_files import Connection, open_in_memory
from tests.sql.fresh_views import FreshViews
from tests.sql.world import World


@pytest.fixture(scope="session")
def prepared_world() -> Iterator[World]:
    """The tables are made once a session; tests change only rows."""
    with open_in_memory() as connection:
        yield World(cast("Connection", FreshViews(connection))).prepare()


@pytest.fixture
def world(prepared_world: World) -> World:
    """One runner, Mara, whose weeks start on Monday, and nothing else; today is 30 June 2024."""
    return prepared_world.empty()
