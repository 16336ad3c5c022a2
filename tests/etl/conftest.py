"""Workers that read files are started once."""

from collections.abc import Generator
from unittest.mock import patch

import pytest


@pytest.fixture(scope="session", autouse=True)
def waiting_workers() -> Generator[None]:
    """They wait for the next test with an import: starting two takes four seconds of a core."""
    with patch("etl.ingest.pool._IDLE_S", 600):
        yield
