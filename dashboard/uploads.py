"""Files dropped on a page take the same way in as files on disk."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from dashboard import session
from etl.importing import ImportResult, Progress, import_sources
from etl.sources.files.archive import walk


def import_uploads(
    files: Sequence[tuple[str, memoryview]],
    *,
    person: session.Person | None,
    on_progress: Callable[[Progress], None],
) -> ImportResult:
    """Import uploaded files, name and bytes each, as one batch of one runner.

    Worker processes read them from a folder that lives as long as the import.
    """
    home, journal = session.current_home().create(), session.current_journal()
    runner = journal.ensure_runner(person.runner_id if person else None)
    with TemporaryDirectory(prefix="upload-", dir=home.root) as folder:
        paths = [_write(Path(folder), index, *file) for index, file in enumerate(files)]
        found = [
            replace(file, label=_without_folder(file.label, Path(folder))) for file in walk(paths)
        ]
        return import_sources(
            home, session.current_settings(), found, runner=runner, on_progress=on_progress
        )


def _write(folder: Path, index: int, name: str, content: memoryview) -> Path:
    """Each file in a folder of its own: two uploads may share a name."""
    place = folder / str(index)
    place.mkdir()
    path = place / (PurePosixPath(name.replace("\\", "/")).name or "upload")
    path.write_bytes(content)
    return path


def _without_folder(label: str, folder: Path) -> str:
    """The name the runner knows: without the folder and its number."""
    return label.removeprefix(f"{folder}/").partition("/")[2] or label
