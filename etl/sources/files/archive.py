"""Everything readable under some paths: files, folders, .gz, ZIPs and Strava exports.

Finding reads names and tables only; the bytes of an activity are read, and unpacked within bounds,
when its turn comes.
"""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from etl.errors import BrokenFile, SkippedFile, SourceError
from etl.sources.files.packed import FilePlace, Place, ZipPlace, unpacked
from etl.sources.strava_export.mapping import row_to_json
from etl.sources.strava_export.reader import ExportRow, is_export_table, read_table

_ACTIVITY_SUFFIXES = (".fit", ".gpx", ".tcx")
_IGNORED_NAMES = frozenset({"__macosx", "thumbs.db", "desktop.ini"})
_MOST_MEMBERS = 200_000
_EXPORT_TABLE = "activities.csv"


@dataclass(frozen=True, slots=True)
class FoundFile:
    """One file to import, or the reason why it is none; picklable, holds no bytes of it.

    `context` is what a Strava export's table says of the file, as JSON for `read_file`.
    """

    label: str
    place: Place | None = None
    context: str | None = None
    row: str | None = None  # a row of an export without a file: its own content
    reason: str | None = None
    is_broken: bool = False

    def read(self) -> bytes:
        """The content without any .gz around it.

        Raises SkippedFile or BrokenFile with a sentence that says what to do.
        """
        if self.reason is not None:
            raise BrokenFile(self.reason) if self.is_broken else SkippedFile(self.reason)
        if self.row is not None:
            return self.row.encode()
        if self.place is None:
            raise BrokenFile("There is nothing at this place.")
        return unpacked(self.place.read())


@dataclass(frozen=True, slots=True)
class _Entry:
    """One file of a folder or ZIP: its path inside, its label for people, its place."""

    path: str
    label: str
    place: Place

    @property
    def name(self) -> str:
        """The last part of the path, lower case."""
        return PurePosixPath(self.path).name.lower()


def walk(paths: Iterable[Path]) -> Iterator[FoundFile]:
    """Every file under the paths that could be an activity, in a fixed order.

    Hidden files are passed over, and so is what a Strava export holds beside activities; any other
    file that cannot be an activity comes with its reason.
    """
    for path in paths:
        if path.is_dir():
            yield from _found(_folder_entries(path))
        elif _is_zip(path):
            yield from _zip_files(path, label=str(path))
        else:
            yield from _found([_Entry(path.name, str(path), FilePlace(str(path)))])


def _folder_entries(folder: Path) -> list[_Entry]:
    entries = []
    for path in folder.rglob("*"):
        inside = path.relative_to(folder)
        if path.is_file() and not any(map(_is_hidden, inside.parts)):
            entries.append(_Entry(inside.as_posix(), str(path), FilePlace(str(path))))
    return sorted(entries, key=lambda entry: entry.path)


def _zip_files(path: Path, *, label: str) -> Iterator[FoundFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        reason = "The ZIP is damaged or incomplete. Download it again."
        yield FoundFile(label, reason=reason, is_broken=True)
        return
    if len(members) > _MOST_MEMBERS:
        reason = "The ZIP holds too many files. Unpack it and import its folders one by one."
        yield FoundFile(label, reason=reason, is_broken=True)
        return
    if any(member.flag_bits & 1 for member in members):
        reason = "The ZIP is protected by a password. Unpack it and import the folder."
        yield FoundFile(label, reason=reason, is_broken=True)
    yield from _found(
        [
            _Entry(member.filename, f"{label}!{member.filename}", ZipPlace.of(path, member))
            for member in sorted(members, key=lambda member: member.filename)
            if not member.flag_bits & 1
            and not any(map(_is_hidden, PurePosixPath(member.filename).parts))
        ]
    )


def _found(entries: Sequence[_Entry]) -> Iterator[FoundFile]:
    """Plain files, with the tables of exports taken apart into rows."""
    tables = [entry for entry in entries if entry.name.endswith(".csv") and _is_table(entry)]
    exports = [_folder_of(table) for table in tables if table.name == _EXPORT_TABLE]
    told: dict[str, FoundFile] = {}
    alone: dict[str, list[FoundFile]] = {}
    for table in tables:
        in_table, without_file = _of_table(table, entries)
        told |= in_table
        alone[table.path] = without_file
    for entry in entries:
        if entry.path in alone:
            yield from alone[entry.path]
        elif entry.path in told:
            yield told[entry.path]
        elif not _is_beside(entry, exports):
            yield from _plain_file(entry)


def _plain_file(entry: _Entry) -> Iterator[FoundFile]:
    """A file by itself: an activity by its name, a ZIP in a folder, or a reason."""
    name = entry.name.removesuffix(".gz")
    suffix = PurePosixPath(name).suffix
    found = FoundFile(entry.label, entry.place)
    if suffix in (*_ACTIVITY_SUFFIXES, "", ".gz"):
        yield found
    elif suffix == ".zip" and isinstance(entry.place, FilePlace):
        yield from _zip_files(Path(entry.place.path), label=entry.label)
    elif suffix == ".zip":
        reason = "A ZIP inside a ZIP is not opened. Unpack it and import it by itself."
        yield replace(found, reason=reason)
    elif suffix == ".csv":
        reason = "This table is not the activities.csv of a Strava export."
        yield replace(found, reason=reason)
    else:
        reason = f"A {suffix} file holds no activity that can be read; FIT, GPX and TCX do."
        yield replace(found, reason=reason)


def _of_table(
    table: _Entry, entries: Sequence[_Entry]
) -> tuple[dict[str, FoundFile], list[FoundFile]]:
    """The files a table of activities tells of, by path, and its rows without a file."""
    try:
        rows = read_table(unpacked(table.place.read()))
    except SourceError as error:
        return {}, [FoundFile(table.label, reason=str(error), is_broken=True)]
    by_path = {_key(entry.path): entry for entry in entries}
    told: dict[str, FoundFile] = {}
    alone: list[FoundFile] = []
    for row in rows:
        entry = by_path.get(_key(_folder_of(table) + row.file)) if row.file else None
        if entry is None or entry.path in told:
            alone.append(FoundFile(_row_label(table, row), row=row_to_json(row)))
        else:
            told[entry.path] = FoundFile(entry.label, entry.place, context=row_to_json(row))
    return told, alone


def _row_label(table: _Entry, row: ExportRow) -> str:
    return f"{table.label}#{row.source_activity_id}"


def _is_table(entry: _Entry) -> bool:
    try:
        return is_export_table(unpacked(entry.place.read()))
    except (SourceError, OSError):
        return False


def _is_beside(entry: _Entry, exports: Sequence[str]) -> bool:
    """Whether a file is part of an export without being an activity: profile, photos, routes."""
    inside = [export for export in exports if entry.path.startswith(export)]
    if not inside:
        return False
    within = entry.path[len(max(inside, key=len)) :]
    is_activity = entry.name.removesuffix(".gz").endswith(_ACTIVITY_SUFFIXES)
    return not (is_activity and within.lower().startswith("activities/"))


def _folder_of(entry: _Entry) -> str:
    folder, slash, _ = entry.path.rpartition("/")
    return folder + slash


def _key(path: str) -> str:
    """Paths of an export compare without case and without the .gz some tools unpack."""
    return path.lower().removesuffix(".gz")


def _is_hidden(part: str) -> bool:
    return (part.startswith(".") and part != "..") or part.lower() in _IGNORED_NAMES


def _is_zip(path: Path) -> bool:
    return path.suffix.lower() == ".zip"
