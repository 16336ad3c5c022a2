"""A sync with the import that its originals go through."""

from typing import Any

from etl.home import Home
from etl.operations.import_files import import_sources
from etl.settings import Settings
from etl.sync import run
from etl.sync.report import Report


def sync(home: Home, settings: Settings, **options: Any) -> Report:
    """One pass over all accounts, as `etl.sync.run.sync` says; own files are brought in."""
    return run.sync(home, settings, bring_in=import_sources, **options)
