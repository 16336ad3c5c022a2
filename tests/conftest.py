"""Fixtures shared by the whole suite."""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real activity files; tests that need it skip, visibly, without it."""
    folder = Path(
        os.environ.get("KNEEWISE_SHARED_DATA", REPOSITORY.parent / "shared" / "data")
    )
    if not (folder / "manifest.csv").is_file():
        pytest.skip("the folder of real activity files is not here")
    return folder
