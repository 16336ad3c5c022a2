"""What is known of each questionnaire, from `sql/questionnaires`: its shape, source, permission."""

from functools import cache
from typing import Any, Literal, Self

from pydantic import model_validator

from etl.errors import UserError
from etl.reference.reviewed import Reviewed, Rows, Text, check
from etl.reference.toml_files import read_toml, toml_files
from sql import ROOT


class Questionnaire(Reviewed):
    """One questionnaire, without its text.

    `item_points` are the points of each option: one list for all items, or one an item; empty
    where the weights come with a clinic's text. `noise`, `important` and `important_more` name
    numbers of `sql/rules/parameters`, or are empty where none is known.
    """

    questionnaire_id: str
    title: Text
    schedule: Literal["weekly", "clinic", "never"]
    is_per_knee: bool
    is_by_position: bool
    is_higher_better: bool
    item_count: int
    item_points: Rows[Rows[int]]
    least_answered_share: float
    lowest_score: float
    highest_score: float
    noise: str
    important: str
    important_more: str
    source: Text
    unverified: str
    permission: Text

    @model_validator(mode="after")
    def _points_fit(self) -> Self:
        if len(self.item_points) not in {0, 1, self.item_count}:
            raise ValueError("item_points fit neither all items at once nor each of them")
        return self

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
    named = {"questionnaire_id": file.removesuffix(".toml")}
    return check(Questionnaire, table, where=f"questionnaires/{file}", named=named)
