"""Rules as data: reads `sql/rules`, refuses what is incomplete, and loads schema `rule`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from etl.errors import DataError
from etl.reference.questionnaires.definitions import read_questionnaires
from etl.reference.rule_set import RuleSet, read_rule_set
from etl.reference.toml_files import (
    check_choice,
    check_keys,
    check_texts,
    read_toml,
    refuse_twice,
    to_number,
    toml_files,
)
from sql import ROOT

if TYPE_CHECKING:
    from etl.storage.duckdb_files import Connection

COMPARISONS = ("above", "at_least", "below", "at_most")
LEVELS = ("info", "watch", "high", "refer")
BESIDE = ("", "pain")
"""What a day must have for a rule's finding to stand among its reasons; empty: nothing."""

STATUSES = ("refer", "red", "amber", "high_load", "load_note", "not_enough_data", "")
"""What a level can lead to, most important first; empty: context only."""

GRADES = ("A", "B", "C", "D")

_RULE_COMMENT = (
    "One row per rule, from sql/rules: what is looked at, what to do, why, who checked it."
)
_LEVEL_COMMENT = "One row per rule and level: the limit, what it leads to, and its words."
_PARAMETER_COMMENT = "One row per number with a meaning, from sql/rules/parameters."
_RULE_SET_COMMENT = "One row: version and first day of all rules, plans and programmes together."
_QUESTIONNAIRE_COMMENT = (
    "One row per questionnaire, from sql/questionnaires: when it is asked, what a change means."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A number with a meaning; `grade` A to D as in docs/evidence/index.md#grades."""

    name: str
    value: float
    unit: str
    source: str
    grade: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One limit of a rule: `status` is what passing it leads to, empty for context only.

    With `status_from_score` it leads there only if the pain behind it reached that score and is no
    pain that the light calls green. `number_text` is `text` with {growth} in it, where a screen
    can tell it: 70 % for a ratio of 1.7.
    """

    rule_id: str
    level: str
    threshold: float
    status: str
    text: str
    what_to_do: str
    status_from_score: float | None = None
    number_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What is looked at, what to do and why. `checked_by` is empty until a clinician signed it.

    With `only_beside` pain, a day has it among its reasons only where a knee hurt of late.
    """

    rule_id: str
    title: str
    metric: str
    unit: str
    comparison: str
    holds_days: int
    what_to_do: str
    why: str
    source: str
    evidence_grade: str
    evidence_text: str
    authored_by: str
    checked_by: str
    next_review_on: date
    levels: tuple[Level, ...]
    only_beside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What the views ask of a questionnaire; scores are null where none is known."""

    questionnaire_id: str
    title: str
    schedule: str
    is_per_knee: bool
    is_higher_better: bool
    noise_score: float | None
    important_score: float | None
    important_more_score: float | None


def load_rules(
    connection: "Connection",
    *,
    rules: tuple[Rule, ...] | None = None,
    parameters: tuple[Parameter, ...] | None = None,
    tables: Collection[str] | None = None,
) -> None:
    """Create schema `rule` anew: its tables (see below), and macro `parameter`.

    With `tables` (`rule.level`, …) only those of them, for a copy in which few views are asked.
    """
    parameters = read_parameters() if parameters is None else parameters
    rules = read_rules() if rules is None else rules
    levels = [level for rule in rules for level in rule.levels]
    made = {
        "rule.rule": _table("rule", Rule, rules, comment=_RULE_COMMENT, leave_out="levels"),
        "rule.level": _table("level", Level, levels, comment=_LEVEL_COMMENT),
        "rule.parameter": [
            *_table("parameter", Parameter, parameters, comment=_PARAMETER_COMMENT),
            _parameter_macro(parameters),
            "comment on macro parameter is"
            " 'A number with a meaning, by name, from rule.parameter.'",
        ],
        "rule.questionnaire": _table(
            "questionnaire", Scale, read_scales(), comment=_QUESTIONNAIRE_COMMENT
        ),
        "rule.rule_set": _table("rule_set", RuleSet, [read_rule_set()], comment=_RULE_SET_COMMENT),
    }
    chosen = [made[name] for name in made if tables is None or name in tables]
    connection.execute(";\n".join(["create schema if not exists rule", *chain(*chosen)]))


@cache
def read_parameters() -> tuple[Parameter, ...]:
    """Every number of `sql/rules/parameters`, by name. Raises DataError on an incomplete one."""
    found = [
        _parameter(path.name, name, table)
        for path in toml_files(ROOT / "rules" / "parameters")
        for name, table in read_toml(path).items()
    ]
    refuse_twice([parameter.name for parameter in found], what="parameter")
    return tuple(sorted(found, key=lambda parameter: parameter.name))


def parameter_value(name: str) -> float:
    """One of these numbers, for words that tell it. Raises DataError where none has the name."""
    for parameter in read_parameters():
        if parameter.name == name:
            return parameter.value
    raise DataError(f"no parameter in sql/rules/parameters is named {name}")


@cache
def read_scales() -> tuple[Scale, ...]:
    """Every questionnaire with its numbers. Raises DataError where it names none that is there."""
    return tuple(
        Scale(
            questionnaire_id=known.questionnaire_id,
            title=known.title,
            schedule=known.schedule,
            is_per_knee=known.is_per_knee,
            is_higher_better=known.is_higher_better,
            noise_score=parameter_value(known.noise) if known.noise else None,
            important_score=parameter_value(known.important) if known.important else None,
            important_more_score=parameter_value(known.important_more)
            if known.important_more
            else None,
        )
        for known in read_questionnaires()
    )


@cache
def read_rules() -> tuple[Rule, ...]:
    """Every rule of `sql/rules`, by id. Raises DataError, naming the file, on an incomplete one."""
    values = {parameter.name: parameter.value for parameter in read_parameters()}
    rules = [
        to_rule(path.name, read_toml(path), parameters=values)
        for path in toml_files(ROOT / "rules")
    ]
    refuse_twice([rule.rule_id for rule in rules], what="rule")
    return tuple(rules)


def to_rule(file: str, table: dict, *, parameters: dict[str, float]) -> Rule:
    """One rule from its TOML. A threshold is a number or the name of a parameter."""
    table = {"only_beside": ""} | table
    rule_id = table.pop("id", None)
    levels = table.pop("levels", None)
    expected = {field.name for field in fields(Rule)} - {"rule_id", "levels"}
    check_keys(file, table, expected)
    if not isinstance(rule_id, str) or f"{rule_id}.toml" != file:
        raise DataError(f"{file}: id is {rule_id!r}, not the name of the file")
    if not isinstance(levels, dict) or not levels:
        raise DataError(f"{file}: has no levels")
    check_choice(file, "comparison", table["comparison"], COMPARISONS)
    check_choice(file, "evidence_grade", table["evidence_grade"], GRADES)
    check_choice(file, "only_beside", table["only_beside"], BESIDE)
    check_texts(file, table, may_be_empty={"checked_by", "only_beside"})
    if not isinstance(table["holds_days"], int) or table["holds_days"] < 1:
        raise DataError(
            f"{file}: holds_days is {table['holds_days']!r}, not a whole number of days"
        )
    if not isinstance(table["next_review_on"], date):
        raise DataError(f"{file}: next_review_on is no date")
    return Rule(
        rule_id=rule_id,
        levels=tuple(
            _level(file, rule_id, name, level, parameters=parameters)
            for name, level in levels.items()
        ),
        **table,
    )


def _level(
    file: str, rule_id: str, name: str, table: dict, *, parameters: dict[str, float]
) -> Level:
    table = {"number_text": ""} | table
    from_score = table.pop("status_from_score", None)
    check_keys(file, table, {"threshold", "status", "text", "what_to_do", "number_text"})
    check_choice(file, "level", name, LEVELS)
    check_choice(file, "status", table["status"], STATUSES)
    check_texts(file, table, may_be_empty={"status", "what_to_do", "number_text"})

    def number(key: str, value: object) -> float:
        return _number_or_parameter(file, name, key, value, parameters=parameters)

    return Level(
        rule_id=rule_id,
        level=name,
        threshold=number("threshold", table.pop("threshold")),
        status_from_score=None if from_score is None else number("status_from_score", from_score),
        **table,
    )


def _number_or_parameter(
    file: str, level: str, key: str, value: object, *, parameters: dict[str, float]
) -> float:
    """A number, or that of the parameter of this name."""
    if not isinstance(value, str):
        return to_number(file, level, value)
    if value not in parameters:
        raise DataError(f"{file}: {key} names an unknown parameter {value!r}")
    return parameters[value]


def _parameter(file: str, name: str, table: dict) -> Parameter:
    where = f"parameters/{file} [{name}]"
    check_keys(where, table, {field.name for field in fields(Parameter)} - {"name"})
    check_choice(where, "grade", table["grade"], GRADES)
    check_texts(where, table, may_be_empty=set())
    return Parameter(
        name=name,
        value=to_number(where, name, table["value"]),
        unit=table["unit"],
        source=table["source"],
        grade=table["grade"],
        what=table["what"],
    )


_TYPES: dict[object, str] = {
    str: "varchar",
    float: "double",
    float | None: "double",
    int: "integer",
    bool: "boolean",
    date: "date",
}


def _table(
    name: str,
    kind: type[Rule | Level | Parameter | Scale | RuleSet],
    rows: Sequence[Rule | Level | Parameter | Scale | RuleSet],
    *,
    comment: str,
    leave_out: str = "",
) -> list[str]:
    """Statements that make one table of dataclasses anew."""
    columns = {field.name: _TYPES[field.type] for field in fields(kind) if field.name != leave_out}
    described = ", ".join(f"{column} {sql_type}" for column, sql_type in columns.items())
    statements = [
        f"create or replace table rule.{name} ({described})",
        f"comment on table rule.{name} is {literal(comment)}",
    ]
    if rows:
        values = ",\n".join(
            "(" + ", ".join(literal(getattr(row, column)) for column in columns) + ")"
            for row in rows
        )
        statements.append(f"insert into rule.{name} values {values}")  # noqa: S608  our own files
    return statements


def _parameter_macro(parameters: tuple[Parameter, ...]) -> str:
    """A macro over constants: it folds away where it is used, and refuses a name it lacks."""
    members = ", ".join(
        f"{literal(parameter.name)}: {parameter.value!r}::double" for parameter in parameters
    )
    return f"create or replace macro parameter(name) as struct_extract({{{members}}}, name)"


def literal(value: object) -> str:
    """A value of our own files as SQL text."""
    if value is None:
        return "null"
    if isinstance(value, date):
        return f"date '{value.isoformat()}'"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return repr(value)
