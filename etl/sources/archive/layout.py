"""What a layout knows of an archive, and what it tells of one that is here."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from etl.sources.archive.row import ArchiveRow


class Member(Protocol):
    """One file of an archive, packed or not; nothing of it is in memory."""

    @property
    def path(self) -> str:
        """The path inside the archive, with slashes."""
        ...

    @property
    def label(self) -> str:
        """What people are shown of it."""
        ...

    @property
    def is_packed(self) -> bool:
        """Whether it lies in a ZIP, which then is the archive."""
        ...

    @property
    def name(self) -> str:
        """The last part of the path, lower case."""
        ...

    def head(self) -> bytes:
        """Its first bytes, 64 KB at most. Raises SourceError as `pieces` does."""
        ...

    def pieces(self) -> Iterator[bytes]:
        """Its content, piece by piece, within bounds.

        Raises BrokenFile with a sentence where it is damaged or unfolds beyond all measure.
        """
        ...


@dataclass(slots=True)
class Told:
    """What a table of an archive tells.

    `rows`: activities without a file. `of_files`: what it says of other members, by their path.
    `files`: paths of members that are recordings though their names do not say so. `passed`: how
    many entries were passed over, with the reason, a kind each.
    """

    rows: list[ArchiveRow] = field(default_factory=list)
    of_files: dict[str, ArchiveRow] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    passed: list[tuple[int, str]] = field(default_factory=list)

    def pass_over(self, count: int, reason: str) -> None:
        """Note a kind of entries that brings nothing; `{}` in the reason is their number."""
        if count:
            self.passed.append((count, reason.format(f"{count:,}")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One platform's archive, told by what it holds.

    `is_table`: whether a member is its table of activities; asked of members with `suffix` alone.
    `read` takes the table, all members by path, and what it is to tell. `root` is the folder of an
    unpacked archive, by the path of the table. `beside` names what else the archive holds.
    """

    source: str
    suffix: str
    is_table: Callable[[Member], bool]
    read: Callable[[Member, Mapping[str, Member], Told], None]
    root: Callable[[str], str]
    beside: str


def folder_of(path: str) -> str:
    """The folder of a path with its slash, empty at the top."""
    folder, slash, _ = path.rpartition("/")
    return folder + slash
