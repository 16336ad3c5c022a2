"""Everything readable under some paths: files, folders, .gz, ZIPs and platforms' archives.

Finding reads names and tables only; the bytes of an activity are read, and unpacked within bounds,
when its turn comes.
"""

import os
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from etl.errors import BrokenFile, SkippedFile, SourceError
from etl.sources.archive.row import row_to_json as row_to_text
from etl.sources.unpack import FilePlace, Place, ZipPlace, unpacked

if TYPE_CHECKING:  # a folder of recordings needs no reader of tables
    from etl.sources.archives import Archive

TABLE_SUFFIXES = (".csv", ".json", ".xml")
"""Of what may be the table of an archive; any other name is none."""
_ACTIVITY_SUFFIXES = (".fit", ".gpx", ".tcx")
_IGNORED_NAMES = frozenset({"__macosx", "thumbs.db", "desktop.ini"})
_MOST_MEMBERS = 200_000
_HEAD_BYTES = 65_536
_FIT_HEAD_BYTES = 512
_EXPORT_TABLE = "activities.csv"
_ACTIVITY_FOLDER = "activities/"
_STRAVA = "strava_export"
_EXPORT_FOLDERS = ("routes/", "media/")  # of a Strava export; neither holds an activity


@dataclass(frozen=True, slots=True)
class FoundFile:
    """One file to import, or the reason why it is none; picklable, holds no bytes of it.

    `context` is what an archive's table says of the file, as JSON for `read_file`; `archive` is the
    platform whose archive holds it.
    """

    label: str
    place: Place | None = None
    context: str | None = None
    row: str | None = None  # a row of an export without a file: its own content
    reason: str | None = None
    is_broken: bool = False
    archive: str | None = None

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
        return self.path.rpartition("/")[2].lower()

    @property
    def is_packed(self) -> bool:
        """Whether it lies in a ZIP."""
        return isinstance(self.place, ZipPlace)

    def head(self, size: int = _HEAD_BYTES) -> bytes:
        """Its first bytes."""
        return self.place.head(size)

    def pieces(self) -> Iterator[bytes]:
        """Its content in pieces."""
        return self.place.pieces()


def walk(paths: Iterable[Path], *, scratch: Path | None = None) -> Iterator[FoundFile]:
    """Every file under the paths that could be an activity, in a fixed order.

    Hidden files are passed over, and so is what a Strava export holds beside activities; any other
    file that cannot be an activity comes with its reason. A ZIP inside a ZIP is unpacked into the
    folder `scratch`, which must outlive the reading of what was found; without one it is refused.
    """
    for path in paths:
        if path.is_dir():
            yield from _folder_files(path, scratch=scratch)
        elif _is_zip(path):
            yield from _zip_files(path, label=shown(path), scratch=scratch)
        else:
            yield from _found([_Entry(path.name, shown(path), FilePlace(str(path)))], scratch)


def holds_recordings_only(folder: Path) -> bool:
    """Whether all files below it are recordings by their names: then finding them reads none."""
    return all(
        _is_hidden(name) or name.lower().removesuffix(".gz").endswith(_ACTIVITY_SUFFIXES)
        for _, _, files in os.walk(folder)
        for name in files
    )


def shown(path: Path | str) -> str:
    """A path for people and for tables: bytes that are no UTF-8 become a mark."""
    return os.fsencode(path).decode("utf-8", "replace")


def _folder_files(folder: Path, *, scratch: Path | None) -> Iterator[FoundFile]:
    """The files of a folder, then what could not be looked into."""
    entries: list[_Entry] = []
    closed: list[FoundFile] = []

    def note_closed(error: OSError) -> None:
        reason = "The folder cannot be opened. Check that you may read it."
        closed.append(FoundFile(shown(Path(error.filename)), reason=reason, is_broken=True))

    for place, folders, files in os.walk(folder, onerror=note_closed):
        folders[:] = [name for name in folders if not _is_hidden(name)]
        for name in folders:
            if (Path(place) / name).is_symlink():
                reason = "A link to another folder is not followed. Import that folder itself."
                closed.append(FoundFile(shown(Path(place) / name), reason=reason))
        within = shown(Path(place).relative_to(folder) / "_").replace(os.sep, "/")[:-1]
        for name in files:
            if not _is_hidden(name):
                path = os.path.join(place, name)  # noqa: PTH118  thousands, five times as quick
                entries.append(_Entry(within + shown(name), shown(path), FilePlace(path)))
    yield from _found(sorted(entries, key=lambda entry: entry.path), scratch)
    yield from sorted(closed, key=lambda file: file.label)


def _zip_files(path: Path, *, label: str, scratch: Path | None) -> Iterator[FoundFile]:
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
            and not any(map(_is_hidden, PurePosixPath(_slashed(member.filename)).parts))
        ],
        scratch,
    )


def _found(entries: Sequence[_Entry], scratch: Path | None) -> Iterator[FoundFile]:
    """Plain files, with the tables of exports and archives taken apart into rows."""
    tables = [entry for entry in entries if entry.name.endswith(".csv") and _is_table(entry)]
    exports = [_folder_of(table) for table in tables if table.name == _EXPORT_TABLE]
    told: dict[str, FoundFile] = {}
    alone: dict[str, list[FoundFile]] = {}
    for table in tables:
        in_table, without_file = _of_table(table, entries)
        told |= in_table
        alone[table.path] = without_file
    archives = _archives([entry for entry in entries if entry.path not in alone])
    for archive in archives:
        alone |= {path: _of_archive(archive, path) for path in archive.tables}
        told |= {
            entry.path: FoundFile(entry.label, entry.place, context=row_to_text(row))
            for entry in entries
            if (row := archive.of_files.get(entry.path))
        }
        told |= {
            entry.path: FoundFile(entry.label, entry.place)
            for entry in entries
            if entry.path in archive.files
        }
    passed: dict[tuple[int, str], list[_Entry]] = {}
    others = _other_kinds(entries)
    for entry in entries:
        within = next((i for i, one in enumerate(archives) if one.holds(entry.path)), None)
        name = _archive_of(entry, exports, None if within is None else archives[within])
        if entry.path in alone:
            yield from _in_archive(alone[entry.path], name)
        elif entry.path in told:
            yield from _in_archive([told[entry.path]], name)
        elif entry.path in others:
            continue
        elif within is not None and not _could_be_activity(entry):
            passed.setdefault((within, PurePosixPath(entry.name).suffix), []).append(entry)
        elif not _is_beside(entry, exports):
            yield from _in_archive(_plain_file(entry, scratch), name)
    for (within, suffix), beside in passed.items():
        archive = archives[within]
        label = _kind_label(beside, archive.root, suffix)
        yield FoundFile(label, reason=archive.beside(len(beside)))
    yield from _of_other_kinds(entries, others)


def _archives(entries: Sequence[_Entry]) -> "list[Archive]":
    if not any(entry.name.endswith(TABLE_SUFFIXES) for entry in entries):
        return []
    from etl.sources.archives import look_through  # noqa: PLC0415

    return look_through(entries)


def _archive_of(entry: _Entry, exports: Sequence[str], archive: "Archive | None") -> str | None:
    """The platform whose archive holds a file; None where it only lies beside one."""
    inside = max((one for one in exports if entry.path.startswith(one)), key=len, default=None)
    if inside is not None:
        within = entry.path[len(inside) :].lower()
        is_part = entry.is_packed or within.startswith(_ACTIVITY_FOLDER) or within == _EXPORT_TABLE
        return _STRAVA if is_part else None
    if archive is None:
        return None
    is_named = entry.path in archive.tables or entry.path in archive.of_files
    is_part = entry.is_packed or bool(archive.root) or is_named or entry.path in archive.files
    return archive.layout.source if is_part else None


def _in_archive(files: Iterable[FoundFile], archive: str | None) -> Iterator[FoundFile]:
    """The files as of this archive; what an archive inside it holds is of that one."""
    for file in files:
        yield file if file.archive else replace(file, archive=archive)


def _other_kinds(entries: Sequence[_Entry]) -> dict[str, str]:
    """Packed FIT files that say of themselves that they hold something else, by path.

    A takeout has thousands of days and nights: they are neither read nor kept.
    """
    from etl.sources.fit.kind import other_kind  # noqa: PLC0415

    told: dict[str, str] = {}
    for entry in entries:
        if entry.is_packed and entry.name.endswith(".fit"):
            with suppress(SourceError, OSError):
                if (what := other_kind(entry.head(_FIT_HEAD_BYTES))) is not None:
                    told[entry.path] = what
    return told


def _of_other_kinds(entries: Sequence[_Entry], others: dict[str, str]) -> Iterator[FoundFile]:
    """One line for each kind of them."""
    by_kind: dict[str, list[_Entry]] = {}
    for entry in entries:
        if entry.path in others:
            by_kind.setdefault(others[entry.path], []).append(entry)
    for what, alike in by_kind.items():
        one = f"The file holds {what}, not an activity."
        many = f"{len(alike):,} FIT files hold {what}, not activities, so they are not read."
        yield FoundFile(_kind_label(alike, "", ".fit"), reason=one if len(alike) == 1 else many)


def _of_archive(archive: "Archive", path: str) -> list[FoundFile]:
    """What a table of an archive tells: its activities without a file, and what it passed over."""
    label = archive.tables[path].label
    found = [FoundFile(f"{label}#{row.entry}", row=row_to_text(row)) for row in archive.rows[path]]
    found += [
        FoundFile(f"{label}#{number}", reason=reason)
        for number, reason in enumerate(archive.passed[path], start=1)
    ]
    if (trouble := archive.troubles.get(path)) is not None:
        found.append(FoundFile(label, reason=trouble, is_broken=True))
    return found


def _kind_label(beside: Sequence[_Entry], root: str, suffix: str) -> str:
    """One name for all files of a kind: the only one's own, or `a.zip!folder/*.json`."""
    first = beside[0]
    if len(beside) == 1:
        return first.label
    return f"{first.label.removesuffix(first.path)}{root}*{suffix}"


def _could_be_activity(entry: _Entry) -> bool:
    suffix = PurePosixPath(entry.name.removesuffix(".gz")).suffix
    return suffix in (*_ACTIVITY_SUFFIXES, ".zip", ".gz", "")


def _plain_file(entry: _Entry, scratch: Path | None) -> Iterator[FoundFile]:
    """A file by itself: an activity by its name, a ZIP, or a reason."""
    name = entry.name.removesuffix(".gz")
    suffix = PurePosixPath(name).suffix
    found = FoundFile(entry.label, entry.place)
    if suffix in (*_ACTIVITY_SUFFIXES, "", ".gz"):
        yield found
    elif suffix == ".zip" and isinstance(entry.place, FilePlace):
        yield from _zip_files(Path(entry.place.path), label=entry.label, scratch=scratch)
    elif suffix == ".zip" and scratch is not None and isinstance(entry.place, ZipPlace):
        yield from _nested_files(entry.place, label=entry.label, scratch=scratch)
    elif suffix == ".zip":
        reason = "A ZIP so deep inside others is not opened. Unpack it and import it by itself."
        yield replace(found, reason=reason)
    elif suffix == ".csv":
        reason = "This table is not the activities.csv of a Strava export."
        yield replace(found, reason=reason)
    else:
        reason = f"A {suffix} file holds no activity that can be read; FIT, GPX and TCX do."
        yield replace(found, reason=reason)


def _nested_files(place: ZipPlace, *, label: str, scratch: Path) -> Iterator[FoundFile]:
    """What a ZIP inside a ZIP holds; one more inside that is not opened."""
    inner = scratch / f"{len(list(scratch.iterdir()))}.zip"
    try:
        place.unpack_to(inner)
    except BrokenFile as error:
        yield FoundFile(label, reason=str(error), is_broken=True)
        return
    yield from _zip_files(inner, label=label, scratch=None)


def _of_table(
    table: _Entry, entries: Sequence[_Entry]
) -> tuple[dict[str, FoundFile], list[FoundFile]]:
    """The files a table of activities tells of, by path, and its rows without a file."""
    from etl.sources.strava_export.mapping import row_to_json  # noqa: PLC0415
    from etl.sources.strava_export.reader import read_table  # noqa: PLC0415

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
            label = f"{table.label}#{row.source_activity_id}"
            alone.append(FoundFile(label, row=row_to_json(row)))
        else:
            told[entry.path] = FoundFile(entry.label, entry.place, context=row_to_json(row))
    return told, alone


def _is_table(entry: _Entry) -> bool:
    from etl.sources.strava_export.reader import is_export_table  # noqa: PLC0415

    try:
        return is_export_table(unpacked(entry.place.read()))
    except (SourceError, OSError):
        return False


def _is_beside(entry: _Entry, exports: Sequence[str]) -> bool:
    """Whether a file belongs to an export without being an activity: profile, photos, routes.

    An export may lie unpacked among other files: what could be an activity is looked at.
    """
    inside = [export for export in exports if entry.path.startswith(export)]
    if not inside:
        return False
    within = entry.path[len(max(inside, key=len)) :].lower()
    is_activity = entry.name.removesuffix(".gz").endswith((*_ACTIVITY_SUFFIXES, ".zip"))
    return not is_activity or within.startswith(_EXPORT_FOLDERS)


def _folder_of(entry: _Entry) -> str:
    folder, slash, _ = entry.path.rpartition("/")
    return folder + slash


def _key(path: str) -> str:
    """Paths of an export compare without case and without the .gz some tools unpack."""
    return path.lower().removesuffix(".gz")


def _slashed(name: str) -> str:
    """Some programs on Windows part folders in a ZIP by a backslash: none of them is hidden."""
    return name.replace("\\", "/")


def _is_hidden(part: str) -> bool:
    return (part.startswith(".") and part != "..") or part.lower() in _IGNORED_NAMES


def _is_zip(path: Path) -> bool:
    return path.suffix.lower() == ".zip"
