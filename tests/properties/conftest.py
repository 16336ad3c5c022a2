"""One database for all histories: only rows change between them."""

from collections.abc import Iterator
from typing import cast

import pytest

from etl.storage.duckdb_files import Connection, open_in_memory
from tests.sql.fresh_views import FreshViews
from tests.sql.world import World


@pytest.fixture(scope="session")
def world() -> Iterator[World]:
    """The tables are made once; views are worked out on each history's rows."""
    with open_in_memory() as connection:
        yield World(cast("Connection", FreshViews(connection))).prepare()
