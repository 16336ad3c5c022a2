"""What is known of each questionnaire, from `sql/questionnaires`: its shape, source, permission."""

from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from etl.errors import DataError, UserError
from etl.reference.toml_files import check_choice, check_keys, read_toml, to_number, toml_files
from sql import ROOT

SCHEDULES = ("weekly", "clinic", "never")
_NUMBERS = ("least_answered_share", "lowest_score", "highest_score")
_FLAGS = ("is_per_knee", "is_by_position", "is_higher_better")
_MAY_BE_EMPTY = {"noise", "important", "important_more", "unverified"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """One questionnaire, without its text.

    `item_points` are the points of each option: one list for all items, or one an item; empty
    where the weights come with a clinic's text. `noise`, `important` and `important_more` name
    numbers of `sql/rules/parameters`, or are empty where none is known.
    """

    questionnaire_id: str
    title: str
    schedule: str
    is_per_knee: bool
    is_by_position: bool
    is_higher_better: bool
    item_count: int
    item_points: tuple[tuple[int, ...], ...]
    least_answered_share: float
    lowest_score: float
    highest_score: float
    noise: str
    important: str
    important_more: str
    source: str
    unverified: str
    permission: str

    def points_of(self, item_index: int) -> tuple[int, ...]:
        """Points of the options of one item, counted from 0; empty where a text gives them."""
        if not self.item_points:
            return ()
        return self.item_points[item_index if len(self.item_points) > 1 else 0]


@cache
def read_questionnaires() -> tuple[Questionnaire, ...]:
    """Every questionnaire, by id. Raises DataError, naming the file, on an incomplete one."""
    files = toml_files(ROOT / "questionnaires")
    return tuple(to_questionnaire(path.name, read_toml(path)) for path in files)


def facts_of(questionnaire_id: str) -> Questionnaire:
    """One questionnaire by id. Raises UserError where there is none."""
    for known in read_questionnaires():
        if known.questionnaire_id == questionnaire_id:
            return known
    raise UserError(f"There is no questionnaire called {questionnaire_id!r}.")


def to_questionnaire(file: str, table: dict[str, Any]) -> Questionnaire:
    """One questionnaire from its table. Raises DataError, naming the file, if it is incomplete."""
    where = f"questionnaires/{file}"
    check_keys(where, table, {field.name for field in fields(Questionnaire)} - {"questionnaire_id"})
    check_choice(where, "schedule", table["schedule"], SCHEDULES)
    for key in _FLAGS:
        if not isinstance(table[key], bool):
            raise DataError(f"{where}: {key} is neither true nor false")
    for key in ("title", "source", "permission", *_MAY_BE_EMPTY):
        if not isinstance(table[key], str) or not (table[key] or key in _MAY_BE_EMPTY):
            raise DataError(f"{where}: {key} is no text")
    points = tuple(tuple(item) for item in table["item_points"])
    if len(points) not in (0, 1, table["item_count"]):
        raise DataError(f"{where}: item_points fit neither all items at once nor each of them")
    read: dict[str, Any] = {key: to_number(where, key, table[key]) for key in _NUMBERS}
    read |= {"questionnaire_id": file.removesuffix(".toml"), "item_points": points}
    return Questionnaire(**(table | read))
