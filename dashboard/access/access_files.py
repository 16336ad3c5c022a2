"""What each file of `sql/access` declares: who may read a table, who may write it, what is audited.

It says so in its header, once, and everything that asks takes it from here:

    -- scope: pain                               which grant opens the rows
    -- reads: journal_file.journal.pain_entry    the stored tables behind them, and `visible`

A scope is training, pain, clinical or own, or several of them, and then the query says which opens
what. `own` is the runner's alone; `any` opens to whoever was granted anything of a runner. A query
finds nothing but these scopes in `granted`, so one that filters by another gets no row.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from etl.errors import DataError
from etl.reference.views import with_numbers
from sql import ROOT

Scope = Literal["training", "pain", "clinical", "own"]
SCOPES: frozenset[Scope] = frozenset(get_args(Scope))
"""What opens rows. All but own can be granted."""

_ANY = "any"
_FIELDS = ("scope", "reads")


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessFile:
    """One file of `sql/access`, by the name of the table that it fills: `journal.pain_entry`.

    `scopes` are those its header names, none for `any`; `reads` are stored tables with the file
    they lie in (`journal_file.journal.pain_entry`), and `visible`; `sql` has its numbers put in.
    """

    name: str
    scopes: frozenset[Scope]
    reads: frozenset[str]
    sql: str

    @property
    def kinds(self) -> frozenset[Scope]:
        """What is written down when somebody else than the runner reads of it."""
        return self.scopes - {"own"}

    @property
    def needed_to_write(self) -> frozenset[Scope]:
        """What of a runner somebody must be granted to write of them.

        Where a file names others too, own only tells what the runner sees beyond them.
        """
        return self.kinds or self.scopes

    @property
    def query(self) -> str:
        """The rows that the temporary table `granted` opens, by the declared scopes alone."""
        opening = ", ".join(f"'{scope}'" for scope in sorted(self.scopes or SCOPES))
        return (
            f"with granted as (select * from temp.granted where scope in ({opening}))"  # noqa: S608  our own words
            f" from (\n{self.sql})"
        )

    @property
    def is_of_own_table(self) -> bool:
        """Whether its rows are those of the stored table of its name: of no rows, none."""
        return any(name == self.name for _, name in self.stored)

    @property
    def stored(self) -> frozenset[tuple[str, str]]:
        """The stored tables behind the rows: (name of the file, table)."""
        direct = {
            (file, name) for file, _, name in (one.partition(".") for one in self.reads) if name
        }
        through_visible = access_file("visible").stored if "visible" in self.reads else frozenset()
        return frozenset(direct | through_visible)


def access_file(name: str) -> AccessFile:
    """The file of a table (`core.run`), or `granted` or `visible`. Raises KeyError without one."""
    return read_access_files()[name]


@cache
def read_access_files() -> dict[str, AccessFile]:
    """Every file, by name and in its order. Raises DataError where one does not declare its scope.

    So nobody sees anything while a file leaves open who may read what.
    """
    paths = sorted((ROOT / "access").glob("*.sql"))
    files = {path.stem: to_access_file(path.stem, path.read_text("utf-8")) for path in paths}
    through_visible = files["visible"].kinds
    for name, file in files.items():
        if "visible" in file.reads and not through_visible <= file.scopes:
            raise DataError(
                f"sql/access/{name}.sql: it reads visible, so its scope must name"
                f" {_listed(through_visible)}"
            )
    return files


def tables_with_access() -> tuple[str, ...]:
    """The tables that a snapshot may hold, in an order of their own."""
    return tuple(name for name in read_access_files() if "." in name)


def to_access_file(name: str, text: str) -> AccessFile:
    """One file. Raises DataError, naming it, for a header that lacks a field or names no scope."""
    where = f"sql/access/{name}.sql"
    declared: dict[str, list[str]] = {}
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        field, colon, value = line.removeprefix("-- ").partition(": ")
        if colon and field in _FIELDS:
            if field in declared:
                raise DataError(f"{where}: its header has more than one line '-- {field}: …'")
            declared[field] = value.split(", ")
    for field in _FIELDS:
        if field not in declared:
            raise DataError(f"{where}: its header lacks a line '-- {field}: …'")
    return AccessFile(
        name=name,
        scopes=_to_scopes(where, declared["scope"]),
        reads=frozenset(declared["reads"]),
        sql=with_numbers(text),
    )


def _to_scopes(where: str, words: list[str]) -> frozenset[Scope]:
    if words == [_ANY]:
        return frozenset()
    found = frozenset(scope for scope in SCOPES if scope in words)
    unknown = sorted(set(words) - found)
    if unknown:
        raise DataError(
            f"{where}: its scope must be any, or some of {_listed(SCOPES)}, not {_listed(unknown)}"
        )
    return found


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))
