"""The words of a questionnaire: our own for the weekly one, else a clinic's file in the home.

A clinic that has a licence puts a TOML file into `<home>/questionnaires/`: the questionnaire, its
version, a note on the licence, and each item with its options and their points. A file with a
fault is left out, and each fault said in one sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationError

from etl.errors import DataError, UserError
from etl.reference.questionnaires.definitions import Questionnaire, facts_of, read_questionnaires
from etl.reference.reviewed import Reviewed, Rows, SomeRows, Text, faults, told
from etl.reference.toml_files import read_toml, toml_files
from sql import ROOT


def _asked_ids() -> list[str]:
    return [known.questionnaire_id for known in read_questionnaires() if known.schedule != "never"]


def _check_asked(questionnaire_id: str) -> str:
    if questionnaire_id not in (ids := _asked_ids()):
        raise ValueError(f"is {questionnaire_id!r}, not one of {', '.join(ids)}")
    return questionnaire_id


class TextItem(Reviewed):
    """One question as a file has it; no points where the place of an option is what is kept."""

    text: Text
    options: SomeRows[Text]
    points: Rows[int] = ()


class TextFile(Reviewed):
    """The words of one questionnaire as a file has them."""

    questionnaire: Annotated[
        str,
        AfterValidator(_check_asked),
        Field(json_schema_extra=lambda schema: schema.update(enum=[*_asked_ids()])),
    ]
    version: Text
    licence: Text
    items: SomeRows[TextItem]


@dataclass(frozen=True, slots=True)
class Item:
    """One question; `answers` is what is kept when the option of the same place is chosen."""

    text: str
    options: tuple[str, ...]
    answers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class QuestionnaireText:
    """A questionnaire that can be asked: its facts, the version of its words, and the words."""

    facts: Questionnaire
    version: str
    licence: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """What a home can ask, our own first, and one sentence a fault of what it cannot."""

    offered: tuple[QuestionnaireText, ...]
    faults: tuple[str, ...]


class FaultyText(UserError):
    """A clinic's file cannot be used; says every fault, one sentence each."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = tuple(faults)


def read_texts(folder: Path) -> Texts:
    """Our own texts and those of a home's folder; a second file of one questionnaire is a fault."""
    offered, faults = list(own_texts()), []
    try:
        files = toml_files(folder)
    except FileNotFoundError:
        files = []
    for path in files:
        try:
            text = read_text(path)
        except FaultyText as error:
            faults += error.faults
            continue
        if any(text.facts == known.facts for known in offered):
            faults.append(f"{path.name}: there is a text for {text.facts.title} already.")
        else:
            offered.append(text)
    return Texts(tuple(offered), tuple(faults))


@cache
def own_texts() -> tuple[QuestionnaireText, ...]:
    """The texts that are ours to show. Raises DataError where one has a fault."""
    try:
        return tuple(map(read_text, toml_files(ROOT / "questionnaires" / "texts")))
    except FaultyText as error:
        raise DataError(str(error)) from error


def read_text(path: Traversable) -> QuestionnaireText:
    """One file. Raises FaultyText with every fault found."""
    try:
        return to_text(path.name, read_toml(path))
    except (OSError, UnicodeDecodeError, DataError) as error:
        raise FaultyText(
            [f"{path.name}: it cannot be read as TOML ({error.__cause__ or error})."]
        ) from error


def to_text(file: str, table: dict[str, Any]) -> QuestionnaireText:
    """One text from its table. Raises FaultyText with every fault found."""
    try:
        given = TextFile.model_validate(table)
    except ValidationError as error:
        found = [f"{told(file, fault)}." for fault in faults(error, table)]
        raise FaultyText(found) from error
    facts, items = facts_of(given.questionnaire), given.items
    found = [
        f"{file}: item {number} {fault}."
        for number, item in enumerate(items[: facts.item_count], start=1)
        for fault in item_faults(facts, number, item)
    ]
    if len(items) != facts.item_count:
        words = f"{facts.title} has {facts.item_count} items, and {len(items)} are given."
        found.insert(0, f"{file}: {words}")
    if not found and not facts.item_points:
        found = weight_faults(file, facts, items)
    if found:
        raise FaultyText(found)
    read = tuple(_to_item(facts, item) for item in items)
    return QuestionnaireText(facts, given.version, given.licence, read)


def item_faults(facts: Questionnaire, number: int, item: TextItem) -> list[str]:
    """What of one item does not fit its questionnaire, each as the end of a sentence."""
    options, points, wanted = item.options, item.points, facts.points_of(number - 1)
    found = ["has the same option twice"] if len(set(options)) < len(options) else []
    if facts.is_by_position:
        return found if len(options) == len(wanted) else [*found, f"needs {len(wanted)} options"]
    if len(points) != len(options):
        found.append(f"has {len(options)} options and {len(points)} points")
    if wanted and sorted(points) != sorted(wanted):
        found.append(f"needs the points {', '.join(map(str, wanted))}, each once")
    if not wanted and (min(points, default=0) < 0 or len(set(points)) < len(points)):
        found.append("has points below 0, or the same points twice")
    return found


def weight_faults(file: str, facts: Questionnaire, items: Sequence[TextItem]) -> list[str]:
    """Weights that come with the text must add up to the highest score."""
    total = sum(max(item.points) for item in items)
    if total == facts.highest_score:
        return []
    highest = f"{facts.highest_score:g}"
    return [f"{file}: the highest points of all items add up to {total}, not to {highest}."]


def _to_item(facts: Questionnaire, item: TextItem) -> Item:
    answers = tuple(range(len(item.options))) if facts.is_by_position else item.points
    return Item(item.text, item.options, answers)
