"""What a mechanics check looks at, as data: ours from `sql/mechanics`, a clinic's from its home.

A clinic's file of the same name takes the place of ours. Of one with another name, an item with the
id of ours takes its place, and any other is added.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, ConfigDict, Field, model_validator
from pydantic.json_schema import SkipJsonSchema

from etl.errors import DataError
from etl.reference.clinic.clinic_files import id_of_file, problem, read_clinic_files, read_file
from etl.reference.reviewed import (
    Grade,
    Id,
    Line,
    MaybeLine,
    Reviewed,
    SomeRows,
    Within,
    check,
    each_once,
)
from etl.reference.toml_files import toml_files
from sql import ROOT

NUMBERS = ("seconds", "count")
YES_NO = ("yes", "no")
SIDE = "{side}"
"""Where the words of a yes name the side."""

_WHAT = "list of the mechanics check"
_KIND_KEYS = {
    "yes_no": {"finding"},
    "choice": {"choices"},
    "seconds": {"unit", "from", "until"},
    "count": {"unit", "from", "until"},
    "text": set[str](),
    "date": set[str](),
}
"""Keys that an item has by its kind, beside those all have."""

_MAY_HAVE = {"yes_no": {"cue", "exercise"}}
"""Keys that it may have besides."""

_ANY_KIND = set[str]().union(*_KIND_KEYS.values(), *_MAY_HAVE.values())
_Bound = Annotated[float, Within(0, 100_000)]


class Choice(Reviewed):
    """One answer of an item; `is_noted` where it is a finding by itself.

    `cue` is what clinicians say after it, `exercise` the id of the one that trains it; both may be
    left out.
    """

    code: Id
    title: Line
    is_noted: bool
    cue: Line = ""
    exercise: Id = ""


def _one_kind(schema: dict[str, Any]) -> None:
    """Adds to a JSON Schema which keys each kind has."""
    schema["allOf"] = [
        {
            "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
            "then": {
                "required": sorted(keys),
                "properties": dict.fromkeys(
                    sorted(_ANY_KIND - keys - _MAY_HAVE.get(kind, set())), False
                ),
            },
        }
        for kind, keys in _KIND_KEYS.items()
    ]


class Item(Reviewed):
    """One thing to look at; `least` and `most` bound a number, in `unit`.

    `cue` and `exercise` of a yes as `Choice` has them of an answer.
    """

    model_config = ConfigDict(json_schema_extra=_one_kind)

    id: Id
    title: Line
    look: Line
    has_side: bool
    kind: Literal["yes_no", "choice", "seconds", "count", "text", "date"]
    source: Line
    grade: Grade
    limit: Line
    finding: Line = ""
    cue: Line = ""
    exercise: Id = ""
    choices: Annotated[SomeRows[Choice], AfterValidator(each_once("code"))] = ()
    unit: Line = ""
    least: _Bound | None = Field(default=None, alias="from")
    most: _Bound | None = Field(default=None, alias="until")

    @model_validator(mode="after")
    def _has_what_its_kind_has(self) -> Self:
        named = {"least": "from", "most": "until"}
        given = {named.get(name, name) for name in self.model_fields_set} & _ANY_KIND
        if missing := sorted(_KIND_KEYS[self.kind] - given):
            raise ValueError(f"missing keys {missing}")
        if unknown := sorted(given - _KIND_KEYS[self.kind] - _MAY_HAVE.get(self.kind, set())):
            raise ValueError(f"unknown keys {unknown} of {self.kind}")
        if self.least is not None and self.most is not None and self.least >= self.most:
            raise ValueError("from and until are no range")
        return self

    @model_validator(mode="after")
    def _finding_names_the_side(self) -> Self:
        wanted = 1 if self.has_side else 0
        if self.kind == "yes_no" and self.finding.count(SIDE) != wanted:
            has = (
                f"lacks {SIDE}, or has it twice" if wanted else f"has {SIDE}, but the item no side"
            )
            raise ValueError(f"finding {has}")
        return self

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


class Checklist(Reviewed):
    """One file: what is known of such findings, what a watch cannot see, and the items."""

    file: SkipJsonSchema[str]
    title: Line
    cannot_see: Line
    evidence: Line
    source: Line
    grade: Grade
    checked_by: MaybeLine
    items: Annotated[SomeRows[Item], AfterValidator(each_once("id"))]


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
    return check(Checklist, table, where=file, named={"file": file})


@cache
def _our_files() -> dict[str, Checklist]:
    files = toml_files(ROOT / "mechanics")
    return {path.name: read_file(path, to_checklist, what=_WHAT) for path in files}
