"""Files dropped on a page take the same way in as files on disk."""

import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from dashboard import session
from etl.errors import UserError
from etl.ingest.bounded import find_files, is_export_file
from etl.ingest.chunks import Progress
from etl.operations.import_files import ImportResult, import_sources, together
from etl.operations.restore_runner import import_export
from etl.storage.runner_archive import read_contents
from etl.storage.under_way import scratch_folder


def import_uploads(
    files: Sequence[tuple[str, memoryview]],
    *,
    person: session.Person | None,
    on_progress: Callable[[Progress], None],
) -> ImportResult:
    """Import uploaded files, name and bytes each, as one batch of one runner.

    An export of this program brings back the runner it is of.
    Worker processes read them from a folder that lives as long as the import.
    """
    if person is not None:
        session.require_own(person.runner_id)
    home, settings = session.current_home().create(), session.current_settings()
    with scratch_folder(home, "upload-") as folder:
        paths = [_write(folder, index, *file) for index, file in enumerate(files)]
        exports = [path for path in paths if is_export_file(path, settings)]
        others = [path for path in paths if path not in exports]
        for path in exports:
            _refuse_others(path, person)
        results = [import_export(home, settings, path, on_progress=on_progress) for path in exports]
        if others:
            scratch = Path(folder) / "unpacked"
            scratch.mkdir()
            found = [
                replace(file, label=_without_folder(file.label, folder))
                for file in find_files(others, scratch=scratch, settings=settings)
            ]
            runner = session.own_or_new_runner(person.runner_id if person else None)
            results.append(
                import_sources(home, settings, found, runner=runner, on_progress=on_progress)
            )
        return together(results)


def _refuse_others(file: Path, person: session.Person | None) -> None:
    """Where several people sign in, a file brings back only the runner who brings it."""
    if not session.is_team():
        return
    with zipfile.ZipFile(file) as archive:
        of_whom = read_contents(archive, name=file.name).runner_id
    if person is None or of_whom != person.runner_id:
        raise UserError(
            f"{file.name} is of a runner who is not you here. Whoever runs this installation can "
            "bring it in with kneewise import."
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
