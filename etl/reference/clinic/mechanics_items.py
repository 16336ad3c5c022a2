"""What a mechanics check looks at, as data: ours from `sql/mechanics`, a clinic's from its home.

A clinic's file of the same name takes the place of ours. Of one with another name, an item with the
id of ours takes its place, and any other is added.
"""

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from etl.errors import DataError
from etl.reference.clinic.clinic_files import (
    check_id,
    check_line,
    id_of_file,
    problem,
    read_clinic_files,
    read_file,
    refuse_same,
    tables_of,
)
from etl.reference.reviewed import GRADES
from etl.reference.toml_files import check_choice, check_keys, to_number, toml_files
from sql import ROOT

KINDS = ("yes_no", "choice", "seconds", "count", "text", "date")
NUMBERS = ("seconds", "count")
YES_NO = ("yes", "no")
SIDE = "{side}"
"""Where the words of a yes name the side."""

_WHAT = "list of the mechanics check"
_LARGEST = 100_000
_TEXTS = ("title", "look", "source", "limit")
_FOLLOWS = {"cue", "exercise"}
"""Keys that a yes, or an answer, may have and need not."""

_ONLY_OF = {
    "yes_no": {"finding"},
    "choice": {"choices"},
    "seconds": {"unit", "from", "until"},
    "count": {"unit", "from", "until"},
    "text": set(),
    "date": set(),
}
"""Keys that an item has by its kind, beside those all have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer of an item; `is_noted` where it is a finding by itself.

    `cue` is what clinicians say after it, `exercise` the id of the one that trains it; both may be
    empty.
    """

    code: str
    title: str
    is_noted: bool
    cue: str = ""
    exercise: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to look at; `least` and `most` bound a number, in `unit`.

    `cue` and `exercise` of a yes as `Choice` has them of an answer.
    """

    id: str
    title: str
    look: str
    has_side: bool
    kind: str
    source: str
    grade: str
    limit: str
    finding: str = ""
    cue: str = ""
    exercise: str = ""
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    least: float | None = None
    most: float | None = None

    @property
    def sides(self) -> tuple[str | None, ...]:
        """The sides it is told of; one None where it has none."""
        return ("left", "right") if self.has_side else (None,)

    def follows(self, code: str) -> tuple[str, str]:
        """Cue and exercise after what was seen, by its code; empty where nothing follows."""
        if self.kind == "yes_no":
            return (self.cue, self.exercise) if code == "yes" else ("", "")
        found = next((choice for choice in self.choices if choice.code == code), None)
        return (found.cue, found.exercise) if found else ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """One file: what is known of such findings, what a watch cannot see, and the items."""

    file: str
    title: str
    cannot_see: str
    evidence: str
    source: str
    grade: str
    checked_by: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Mechanics:
    """What a home looks at, and a sentence for each file that is passed over."""

    checklists: tuple[Checklist, ...]
    items: tuple[Item, ...]
    problems: tuple[str, ...]

    def item(self, item_id: str) -> Item | None:
        """The item of that id; None where there is none any more."""
        return next((item for item in self.items if item.id == item_id), None)


@cache
def our_mechanics() -> Mechanics:
    """That of `sql/mechanics`. Raises DataError, naming the file, on a wrong one."""
    lists = tuple(_our_files().values())
    return Mechanics(lists, tuple(item for each in lists for item in each.items), ())


def read_mechanics(folder: Path) -> Mechanics:
    """Ours with a clinic's own in their place or beside them; `folder` may be absent."""
    own = read_clinic_files(folder, to_checklist, what=_WHAT)
    ours = _our_files()
    problems = list(own.problems)
    lists = [own.by_name.get(name, checklist) for name, checklist in ours.items()]
    items = {item.id: item for each in lists for item in each.items}
    taken: set[str] = set()
    for name, checklist in own.by_name.items():
        if name in ours:
            continue
        ids = {item.id for item in checklist.items}
        if ids & taken:
            words = f"{name}: another file has an item {', '.join(sorted(ids & taken))} already"
            problems.append(problem(name, DataError(words), what=_WHAT))
            continue
        taken |= ids
        lists.append(checklist)
        items |= {item.id: item for item in checklist.items}
    return Mechanics(tuple(lists), tuple(items.values()), tuple(problems))


def to_checklist(file: str, table: dict[str, Any]) -> Checklist:
    """One list from its TOML. Raises DataError, naming the file, where it is wrong."""
    id_of_file(file)
    check_keys(file, table, {field.name for field in fields(Checklist)} - {"file"})
    check_choice(file, "grade", table["grade"], GRADES)
    for key in ("title", "cannot_see", "evidence", "source"):
        check_line(file, key, table[key])
    if table["checked_by"] != "":
        check_line(file, "checked_by", table["checked_by"])
    items = tuple(to_item(file, row) for row in tables_of(file, table, "items"))
    refuse_same(file, [item.id for item in items])
    values: dict[str, Any] = table | {"file": file, "items": items}
    return Checklist(**values)


def to_item(file: str, row: dict[str, Any]) -> Item:
    """One item of a list. Raises DataError, naming file and item, where it is wrong."""
    where = f"{file} [[items]] {row.get('id')!r}"
    check_choice(where, "kind", row.get("kind"), KINDS)
    kind = row["kind"]
    may_have = _FOLLOWS & row.keys() if kind == "yes_no" else set()
    check_keys(where, row, {"id", "has_side", "kind", "grade", *_TEXTS} | _ONLY_OF[kind] | may_have)
    check_id(where, row["id"])
    check_choice(where, "grade", row["grade"], GRADES)
    _check_truth(where, "has_side", row["has_side"])
    for key in (*_TEXTS, *(_ONLY_OF[kind] & {"finding", "unit"})):
        check_line(where, key, row[key])
    values: dict[str, Any] = {k: v for k, v in row.items() if k not in {"from", "until"}}
    _check_follows(where, row, may_have)
    if kind == "yes_no":
        _check_finding(where, row)
    if kind == "choice":
        values["choices"] = _choices(where, row)
    if kind in NUMBERS:
        values |= dict(zip(("least", "most"), _range(where, row), strict=True))
    return Item(**values)


@cache
def _our_files() -> dict[str, Checklist]:
    files = toml_files(ROOT / "mechanics")
    return {path.name: read_file(path, to_checklist, what=_WHAT) for path in files}


def _check_truth(where: str, key: str, value: object) -> None:
    if not isinstance(value, bool):
        raise DataError(f"{where}: {key} is neither true nor false")


def _check_follows(where: str, row: dict[str, Any], keys: set[str]) -> None:
    if "cue" in keys:
        check_line(where, "cue", row["cue"])
    if "exercise" in keys:
        check_id(where, row["exercise"])


def _check_finding(where: str, row: dict[str, Any]) -> None:
    wanted = 1 if row["has_side"] else 0
    if row["finding"].count(SIDE) != wanted:
        words = f"lacks {SIDE}, or has it twice" if wanted else f"has {SIDE}, but the item no side"
        raise DataError(f"{where}: finding {words}")


def _choices(where: str, row: dict[str, Any]) -> tuple[Choice, ...]:
    choices = []
    for choice in tables_of(where, row, "choices"):
        may_have = _FOLLOWS & choice.keys()
        wanted = {field.name for field in fields(Choice)} - _FOLLOWS
        check_keys(f"{where} choices", choice, wanted | may_have)
        _check_follows(f"{where} choices", choice, may_have)
        check_id(f"{where} choices", choice["code"])
        check_line(f"{where} choices", "title", choice["title"])
        _check_truth(f"{where} choices", "is_noted", choice["is_noted"])
        choices.append(Choice(**choice))
    refuse_same(where, [choice.code for choice in choices])
    return tuple(choices)


def _range(where: str, row: dict[str, Any]) -> tuple[float, float]:
    least, most = (to_number(where, key, row[key]) for key in ("from", "until"))
    if not 0 <= least < most <= _LARGEST:
        raise DataError(f"{where}: from and until are no range between 0 and {_LARGEST}")
    return least, most
