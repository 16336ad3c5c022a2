"""The words of a questionnaire: our own for the weekly one, else a clinic's file in the home.

A clinic that has a licence puts a TOML file into `<home>/questionnaires/`: the questionnaire, its
version, a note on the licence, and each item with its options and their points. A file with a
fault is left out, and each fault said in one sentence.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from etl.errors import DataError, UserError
from etl.reference.questionnaires.definitions import Questionnaire, facts_of, read_questionnaires
from etl.reference.toml_files import toml_files
from sql import ROOT

_KEYS = ("questionnaire", "version", "licence", "items")


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
    for path in toml_files(folder) if folder.is_dir() else ():
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
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FaultyText([f"{path.name}: it cannot be read as TOML ({error})."]) from error
    return to_text(path.name, table)


def to_text(file: str, table: dict[str, Any]) -> QuestionnaireText:
    """One text from its table. Raises FaultyText with every fault found."""
    missing = [key for key in _KEYS if not table.get(key)]
    if missing:
        raise FaultyText([f"{file}: {key} is missing." for key in missing])
    ids = [known.questionnaire_id for known in read_questionnaires() if known.schedule != "never"]
    if table["questionnaire"] not in ids:
        wanted = ", ".join(ids)
        raise FaultyText([f"{file}: questionnaire must be one of {wanted}."])
    facts = facts_of(table["questionnaire"])
    faults = [
        f"{file}: {key} is no text." for key in ("version", "licence") if not _is_text(table[key])
    ]
    items = table["items"]
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise FaultyText([*faults, f"{file}: items must be written as [[items]]."])
    if len(items) != facts.item_count:
        faults.append(
            f"{file}: {facts.title} has {facts.item_count} items, and {len(items)} are given."
        )
    for number, item in enumerate(items[: facts.item_count], start=1):
        faults += [f"{file}: item {number} {fault}." for fault in item_faults(facts, number, item)]
    if not faults and not facts.item_points:
        faults += weight_faults(file, facts, items)
    if faults:
        raise FaultyText(faults)
    read = tuple(_to_item(facts, item) for item in items)
    return QuestionnaireText(facts, table["version"], table["licence"], read)


def item_faults(facts: Questionnaire, number: int, item: dict[str, Any]) -> list[str]:
    """What is wrong with one item, each as the end of a sentence."""
    text, options, points = item.get("text"), item.get("options"), item.get("points")
    faults = [] if _is_text(text) else ["has no text"]
    if not isinstance(options, list) or not options or not all(map(_is_text, options)):
        return [*faults, "has no list of options, each a text"]
    if len(set(options)) < len(options):
        faults.append("has the same option twice")
    wanted = facts.points_of(number - 1)
    if facts.is_by_position:
        is_fit = len(options) == len(wanted)
        return faults if is_fit else [*faults, f"needs {len(wanted)} options"]
    if not isinstance(points, list) or not all(type(point) is int for point in points):
        return [*faults, "has no list of points, each a whole number"]
    if len(points) != len(options):
        faults.append(f"has {len(options)} options and {len(points)} points")
    if wanted and sorted(points) != sorted(wanted):
        faults.append(f"needs the points {', '.join(map(str, wanted))}, each once")
    if not wanted and (min(points, default=0) < 0 or len(set(points)) < len(points)):
        faults.append("has points below 0, or the same points twice")
    return faults


def weight_faults(file: str, facts: Questionnaire, items: Sequence[dict[str, Any]]) -> list[str]:
    """Weights that come with the text must add up to the highest score."""
    total = sum(max(item["points"]) for item in items)
    if total == facts.highest_score:
        return []
    highest = f"{facts.highest_score:g}"
    return [f"{file}: the highest points of all items add up to {total}, not to {highest}."]


def _to_item(facts: Questionnaire, item: dict[str, Any]) -> Item:
    options = tuple(item["options"])
    answers = tuple(range(len(options))) if facts.is_by_position else tuple(item["points"])
    return Item(item["text"], options, answers)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
