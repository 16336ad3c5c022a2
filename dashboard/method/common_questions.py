"""What rest, stretching, rolling, new shoes or waiting do: neutral words, for those who ask."""

from dataclasses import dataclass
from functools import cache

from etl.reference.toml_files import check_keys, check_texts, read_toml
from sql import ROOT

_KEYS = {"title", "text", "source", "grade"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One thing that runners ask about, with its source and grade of evidence, A to D."""

    title: str
    text: str
    source: str
    grade: str


@cache
def read_answers(about: str = "what_else") -> tuple[Answer, ...]:
    """Every answer of one file of `sql/answers`.

    Raises DataError by its name where one is incomplete.
    """
    file = ROOT / "answers" / f"{about}.toml"
    found = []
    for key, table in read_toml(file).items():
        check_keys(f"answers/{file.name} [{key}]", table, _KEYS)
        check_texts(f"answers/{file.name} [{key}]", table, may_be_empty=set())
        found.append(Answer(**table))
    return tuple(found)
