"""Files that were read before, told by where they lie, how large they are and when they changed.

A folder that is imported again holds mostly what is here already. Of each file that is as it was
nothing is read but its kept original, to see that the disk has not damaged it: reading the file
again would mend that.
"""

import os
import stat
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from hashlib import blake2b

from etl.ingest.readings import IS_HERE, FileReading, Readable
from etl.sources.discover import FoundFile
from etl.sources.unpack import FilePlace
from etl.storage.duckdb_files import Connection
from etl.storage.frames import as_table
from etl.storage.originals import Originals

_SETTLED_NS = 2_000_000_000  # one changed a moment ago may change again within the same tick
_COLUMNS = ("place_key", "size_bytes", "changed_ns", "original_sha256", "original_crc32")


@dataclass(frozen=True, slots=True)
class Look:
    """One file as it lies: a hash of its path, its size, and when it was changed last."""

    place_key: str
    size_bytes: int
    changed_ns: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it lay when it was read, and what it held."""

    look: Look
    original_sha256: str
    original_crc32: int


def look_at(source: Readable) -> Look | None:
    """A plain file as it lies; None for what lies inside another one, or was changed just now."""
    if not isinstance(source, FoundFile) or source.row is not None or source.reason is not None:
        return None
    if not isinstance(source.place, FilePlace):
        return None
    try:
        found = os.stat(source.place.path)  # noqa: PTH116  of some thousand files
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode) or time.time_ns() - found.st_mtime_ns < _SETTLED_NS:
        return None
    path = os.path.abspath(source.place.path)  # noqa: PTH100  resolve() asks the disk
    key = blake2b(os.fsencode(path), digest_size=16).hexdigest()
    return Look(key, found.st_size, found.st_mtime_ns)


def seen_in(connection: Connection, runner_id: str) -> dict[Look, Seen]:
    """What imports of the runner have read, from the warehouse that is in use."""
    columns = ", ".join(_COLUMNS)
    rows = connection.execute(
        f"select {columns} from kneewise.seen_file where runner_id = ?",  # noqa: S608  our own names
        [runner_id],
    ).fetchall()
    return {(look := Look(*row[:3])): Seen(look, *row[3:]) for row in rows}


def keep_seen(connection: Connection, seen: Sequence[Seen], *, runner_id: str) -> None:
    """Write down what was read, in place of what was known of the same files."""
    if not seen:
        return
    import polars as pl  # noqa: PLC0415  who only looks at files need not wait for it

    rows = [(*astuple(one.look), one.original_sha256, one.original_crc32) for one in seen]
    with as_table(connection, "seen", pl.DataFrame(rows, schema=_COLUMNS, orient="row")):
        connection.execute(
            "delete from kneewise.seen_file where runner_id = ?"
            " and place_key in (select place_key from seen)",
            [runner_id],
        )
        connection.execute(
            "insert into kneewise.seen_file by name select *, ? as runner_id from seen",
            [runner_id],
        )


def here_already(
    sources: Sequence[Readable],
    looks: Sequence[Look | None],
    seen: Mapping[Look, Seen],
    *,
    known: Mapping[str, list[str]],
    bare: frozenset[str],
    originals: Originals,
) -> dict[int, FileReading]:
    """By place among the sources: what is to be said of files that are as they were.

    Of `known` originals (SHA-256) the activities are here; those in `bare` are read again where a
    table tells of them, and so is a file whose original is gone or damaged.
    """
    return {
        index: _reading(source, one.original_sha256, known)
        for index, (source, look) in enumerate(zip(sources, looks, strict=True))
        if look is not None
        and (one := seen.get(look)) is not None
        and one.original_sha256 in known
        and (source.context is None or one.original_sha256 not in bare)
        and originals.packed_crc32(one.original_sha256) == one.original_crc32
    }


def in_turn(
    count: int, ready: Mapping[int, FileReading], others: Iterator[FileReading]
) -> Iterator[FileReading]:
    """So many readings in the order of their sources; what is not ready comes from the others."""
    for index in range(count):
        yield ready[index] if index in ready else next(others)


def _reading(source: Readable, sha256: str, known: Mapping[str, list[str]]) -> FileReading:
    return FileReading(
        label=source.label,
        status="duplicate",
        original_sha256=sha256,
        reason=IS_HERE,
        context=source.context,
        archive=source.archive,
        activity_ids=tuple(known[sha256]),
    )
