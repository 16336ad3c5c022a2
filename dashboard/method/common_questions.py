"""What rest, stretching, rolling, new shoes or waiting do: neutral words, for those who ask."""

from functools import cache

from etl.reference.reviewed import Grade, Reviewed, Text, check
from etl.reference.toml_files import read_toml
from sql import ROOT


class Answer(Reviewed):
    """One thing that runners ask about, with its source and grade of evidence, A to D."""

    title: Text
    text: Text
    source: Text
    grade: Grade


@cache
def read_answers(about: str = "what_else") -> tuple[Answer, ...]:
    """Every answer of one file of `sql/answers`.

    Raises DataError by its name where one is incomplete.
    """
    file = ROOT / "answers" / f"{about}.toml"
    return tuple(
        check(Answer, table, where=f"answers/{file.name} [{key}]")
        for key, table in read_toml(file).items()
    )
