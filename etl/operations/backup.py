"""The whole home in one file: originals, journal, a clinic's texts; the rest is computed again."""

import tempfile
import zipfile
import zlib
from pathlib import Path

from etl.errors import UserError
from etl.home import Home
from etl.ingest.chunks import OnProgress
from etl.journal.store import Journal
from etl.operations.compact import copy_database
from etl.operations.rebuild import RebuildResult, rebuild
from etl.people.access_log import keep_reads
from etl.people.shown import keep_shown
from etl.reference.toml_files import toml_files
from etl.settings import Settings

_JOURNAL = "journal.duckdb"
_CLOCK = "clock.txt"
_SIGN_OFFS = "sign_offs.toml"
_ORIGINALS = "originals"
_CLINIC = ("programmes", "mechanics", "plans", "questionnaires")  # folders of a clinic's own files


def backup(home: Home, settings: Settings, file: Path) -> int:
    """Write originals, journal and a clinic's texts into one ZIP; return how many originals.

    Safe while the dashboard is open. Raises UserError when the file exists already.
    """
    if file.exists():
        raise UserError(f"{file.name} exists already: choose another name.")
    Journal(home.create(), settings).prepare()
    keep_reads(home, settings)
    keep_shown(home, settings)
    writing = file.with_name(file.name + ".writing")
    with tempfile.TemporaryDirectory() as beside:
        copy = Path(beside) / _JOURNAL
        # The journal first: an original that arrives after it is merely one too many.
        copy_database(home.journal, copy, settings=settings)
        originals = sorted(home.originals.rglob("*.gz"))
        # Stored, not deflated: originals are compressed already.
        with zipfile.ZipFile(writing, "w", zipfile.ZIP_STORED) as archive:
            archive.write(copy, _JOURNAL)
            if home.clock.is_file():
                archive.write(home.clock, _CLOCK)
            if home.sign_offs.is_file():
                archive.write(home.sign_offs, _SIGN_OFFS)
            for folder in (home.root / name for name in _CLINIC):
                for text in toml_files(folder) if folder.is_dir() else ():
                    archive.writestr(f"{folder.name}/{text.name}", text.read_bytes())
            for original in originals:
                archive.write(original, f"{_ORIGINALS}/{original.relative_to(home.originals)}")
    writing.chmod(0o600)
    writing.replace(file)
    return len(originals)


def restore(
    home: Home, settings: Settings, file: Path, *, on_progress: OnProgress | None = None
) -> RebuildResult:
    """Fill an empty home from a backup and compute everything anew.

    Raises UserError when the home holds anything already, or the file is no backup.
    """
    if home.journal.exists() or home.warehouse.exists():
        raise UserError("This home is not empty: restore into another with --home.")
    try:
        with zipfile.ZipFile(file) as archive:
            members = [name for name in archive.namelist() if _is_ours(name)]
            if _JOURNAL not in members:
                raise UserError(f"{file.name} is not a Kneewise backup.")
            home.create()
            _unpack(archive, members, home)
    except (OSError, EOFError, RuntimeError, zlib.error, zipfile.BadZipFile) as error:
        message = f"{file.name} cannot be read in full, so nothing was restored."
        raise UserError(message) from error
    return rebuild(home, settings, on_progress=on_progress)


def _unpack(archive: zipfile.ZipFile, members: list[str], home: Home) -> None:
    """All of it or nothing: the journal, which makes a home, is put in place last."""
    with tempfile.TemporaryDirectory(dir=home.root, prefix=".restoring-") as folder:
        archive.extractall(folder, members)
        for name in sorted(members, key=lambda name: name == _JOURNAL):
            place = home.root / name
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            (Path(folder) / name).replace(place)


def _is_ours(name: str) -> bool:
    folder, _, rest = name.partition("/")
    ending = {_ORIGINALS: ".gz", **dict.fromkeys(_CLINIC, ".toml")}.get(folder)
    is_inside = ending is not None and rest.endswith(ending) and ".." not in name
    return name in {_JOURNAL, _CLOCK, _SIGN_OFFS} or is_inside
