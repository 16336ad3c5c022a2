"""GarminDB, from FIT files into its SQLite: `python -m bench.peers.garmindb FOLDER COUNT`.

As its `garmindb_cli.py --activities --import` does it, in a database of its own; nothing is
fetched. The first file warms up, COUNT others are timed.
"""

import contextlib
import os
import sqlite3
import sys
import tempfile
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.peers.passes import Passes, own_cpu_s


def main(folder: Path, count: int) -> Passes:
    """Processor time a file, and rows of records a file."""
    files = sorted(folder.glob("*.fit"))[: count + 1]
    with tempfile.TemporaryDirectory(prefix="garmindb-") as name:
        os.environ["HOME"] = name
        importer = _importer(Path(name))
        importer(files[:1])
        before = own_cpu_s()
        importer(files[1:])
        used_s = own_cpu_s() - before
        with contextlib.closing(sqlite3.connect(Path(name) / "garmin_activities.db")) as stored:
            rows = stored.execute("select count(*) from activity_records").fetchone()[0]
    return Passes(used_s / count, count, rows // len(files), version("garmindb"))


def _importer(place: Path) -> Any:
    package, idbutils = import_module("garmindb"), import_module("idbutils")
    metric = import_module("fitfile").field_enums.DisplayMeasure.metric
    database = idbutils.DbParams(db_type="sqlite", db_path=str(place))
    (place / "plugins").mkdir()
    plugins = package.PluginManager(str(place / "plugins"), database)

    def bring_in(files: list[Path]) -> None:
        with tempfile.TemporaryDirectory(dir=place) as name:
            for file in files:
                (Path(name) / file.name).symlink_to(file.resolve())
            data = package.GarminActivitiesFitData(name, False, metric, 0)
            data.process_files(package.ActivityFitFileProcessor(database, plugins, 0))

    return bring_in


if __name__ == "__main__":
    with contextlib.redirect_stdout(sys.stderr):
        found = main(Path(sys.argv[1]), int(sys.argv[2]))
    found.tell()
