"""Files that lie in a folder of our own, brought in for one runner; what they are not to be, told.

An export of this program holds a diary beside runs. It is brought in by a person, never by a folder
or a token: those are for files of runs alone.
"""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from etl.home import Home
from etl.ingest.bounded import find_files, is_export_file
from etl.ingest.chunks import OnProgress
from etl.journal.entries import Runner
from etl.operations.import_files import ImportResult, import_sources
from etl.settings import Settings
from etl.sources.discover import FoundFile, shown

EXPORT = (
    "This is what kneewise export wrote, with a diary in it. Bring it in on Data or with kneewise"
    " import."
)


def bring_in(
    home: Home,
    settings: Settings,
    folder: Path,
    *,
    runner: Runner,
    brought_by: str,
    scratch: Path,
    refused: Sequence[FoundFile] = (),
    on_progress: OnProgress | None = None,
) -> ImportResult:
    """Bring in all that lies below the folder as one batch; labels are paths below it.

    `refused` are files that are named with their reason and not read. What a ZIP inside a ZIP
    holds is unpacked into `scratch`. Raises as `import_sources`.
    """
    exports = [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() == ".zip" and is_export_file(path, settings)
    ]
    named = [FoundFile(_label(shown(path), folder), reason=EXPORT) for path in exports]
    for path in exports:
        path.unlink()
    paths = [folder] if any(folder.iterdir()) else []
    found = [
        replace(file, label=_label(file.label, folder))
        for file in find_files(paths, scratch=scratch, settings=settings)
    ]
    return import_sources(
        home,
        settings,
        [*found, *named, *refused],
        runner=runner,
        brought_by=brought_by,
        on_progress=on_progress,
    )


def _label(label: str, folder: Path) -> str:
    return label.removeprefix(f"{shown(folder)}{os.sep}").replace(os.sep, "/")
