"""What an import held, a line a kind: thousands of files of one archive are a few sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

from etl.ingest.import_log import ImportItem

_TROUBLES = ("skipped", "failed", "set_aside")


@dataclass(frozen=True, slots=True)
class Brought:
    """Files or rows of one format that hold activities: how many ended how, by status.

    `archive` is the name of the ZIP that held them, empty for what lay in none.
    """

    archive: str
    format: str
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Files that share a status and a reason: the first one's name, and how many they are."""

    status: str
    reason: str
    file: str
    count: int


def brought(items: Sequence[ImportItem]) -> list[Brought]:
    """What held activities, by archive and format, in the order of their coming."""
    counts: dict[tuple[str, str], dict[str, int]] = {}
    for item in items:
        if item.format is not None:
            of_kind = counts.setdefault((_archive_of(item), item.format), {})
            of_kind[item.status] = of_kind.get(item.status, 0) + 1
    return [Brought(archive, kind, told) for (archive, kind), told in counts.items()]


def troubles(items: Sequence[ImportItem]) -> list[Trouble]:
    """What brought nothing that counts yet, by archive, status and reason."""
    files: dict[tuple[str, str, str], list[str]] = {}
    for item in items:
        if item.status in _TROUBLES:
            kind = (_archive_of(item), item.status, item.reason or "")
            files.setdefault(kind, []).append(item.file)
    return [
        Trouble(status, reason, names[0], len(names))
        for (_, status, reason), names in files.items()
    ]


def _archive_of(item: ImportItem) -> str:
    archive, mark, _ = item.file.partition("!")
    return archive.rpartition("/")[2] if mark else ""
