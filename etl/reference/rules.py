"""Rules as data: reads `sql/rules`, refuses what is incomplete, and loads schema `rule`."""

from collections.abc import Collection, Iterable
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import (
    BeforeValidator,
    Field,
    RootModel,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic.json_schema import SkipJsonSchema

from etl.errors import DataError
from etl.reference.questionnaires.definitions import read_questionnaires
from etl.reference.reviewed import Grade, Reviewed, SomeRows, Text, check, rows_by
from etl.reference.rule_set import RuleSet, read_rule_set
from etl.reference.tables import FactTable, fact_table, literal, load
from etl.reference.toml_files import read_toml, refuse_twice, toml_files
from sql import ROOT
from sql.parameters import parameter_tables

if TYPE_CHECKING:
    from etl.storage.duckdb_files import Connection

LevelName = Literal["info", "watch", "high", "refer"]

OVERRIDABLE = ("high_load", "load_note", "")
"""What a level may lead to whose limit a clinician may set for one runner: load, and context."""

Status = Literal["refer", "red", "amber", "high_load", "load_note", "not_enough_data", ""]
"""What a level can lead to, most important first; empty: context only."""

_RULE_COMMENT = (
    "One row per rule, from sql/rules: what is looked at, what to do, why, who checked it."
)
_LEVEL_COMMENT = "One row per rule and level: the limit, what it leads to, and its words."
_PARAMETER_COMMENT = "One row per number with a meaning, from sql/rules/parameters."
_RULE_SET_COMMENT = "One row: version and first day of all rules, plans and programmes together."
_QUESTIONNAIRE_COMMENT = (
    "One row per questionnaire, from sql/questionnaires: when it is asked, what a change means."
)


def _to_limit(value: object, info: ValidationInfo) -> object:
    """A number, or that of the parameter of this name."""
    if not isinstance(value, str):
        return value
    parameters = (info.context or {}).get("parameters", {})
    if value not in parameters:
        raise ValueError(f"names an unknown parameter {value!r}")
    return parameters[value]


Limit = Annotated[float, BeforeValidator(_to_limit, json_schema_input_type=float | str)]


class Parameter(Reviewed):
    """A number with a meaning; `grade` A to D as in docs/evidence/index.md#grades."""

    name: str
    value: float
    unit: Text
    source: Text
    grade: Grade
    what: Text


class OwnLimit(Reviewed):
    """What a clinician may set in place of a limit, and the finding where it is passed."""

    least: float
    most: float
    text: Text


class Level(Reviewed):
    """One limit of a rule: `status` is what passing it leads to, empty for context only.

    With `status_from_score` it leads there only if the pain behind it reached that score and is no
    pain that the light calls green. `number_text` is `text` with {growth} in it, where a screen
    can tell it: 70 % for a ratio of 1.7.

    A clinician may set another limit for one runner within `own`, or switch the level off. None:
    nobody may. Pain and warning signs have none: what pain means is chosen with the limits of the
    light, and a sign is assessed.
    """

    level: SkipJsonSchema[LevelName]
    threshold: Limit
    status: Status
    text: Text
    what_to_do: str
    status_from_score: Limit | None = None
    number_text: str = ""
    own: OwnLimit | None = None

    @model_validator(mode="after")
    def _has_bounds_that_may_be(self) -> Self:
        if self.own is None:
            return self
        if self.status not in OVERRIDABLE or self.level == "refer":
            raise ValueError("own: a limit of pain or of a warning sign is nobody's to override")
        if not self.own.least <= self.threshold <= self.own.most:
            bounds = f"{self.own.least:g}-{self.own.most:g}"
            raise ValueError(f"own: the limit {self.threshold:g} is not within {bounds}")
        return self


class Rule(Reviewed):
    """What is looked at, what to do and why. `checked_by` is empty until a clinician signed it.

    With `only_beside` pain, a day has it among its reasons only where a knee hurt of late.
    """

    rule_id: Annotated[str, Field(alias="id")]
    title: Text
    metric: Text
    unit: Text
    comparison: Literal["above", "at_least", "below", "at_most"]
    holds_days: Annotated[int, Field(ge=1)]
    what_to_do: Text
    why: Text
    source: Text
    evidence_grade: Grade
    evidence_text: Text
    authored_by: Text
    checked_by: str
    next_review_on: date
    levels: Annotated[
        SomeRows[Level],
        BeforeValidator(rows_by("level"), json_schema_input_type=dict[LevelName, Level]),
    ]
    only_beside: Literal["", "pain"] = ""

    @field_validator("rule_id")
    @classmethod
    def _is_the_name_of_its_file(cls, rule_id: str, info: ValidationInfo) -> str:
        if info.context and info.context["file"] != f"{rule_id}.toml":
            raise ValueError(f"is {rule_id!r}, not the name of the file")
        return rule_id


class Scale(Reviewed):
    """What the views ask of a questionnaire; scores are null where none is known."""

    questionnaire_id: str
    title: str
    schedule: str
    is_per_knee: bool
    is_higher_better: bool
    noise_score: float | None
    important_score: float | None
    important_more_score: float | None


_Parameters = RootModel[Annotated[SomeRows[Parameter], BeforeValidator(rows_by("name"))]]


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
    rules = read_rules() if rules is None else rules
    parameters = read_parameters() if parameters is None else parameters
    wanted = None if tables is None else frozenset(tables)
    has_parameters = wanted is None or "rule.parameter" in wanted
    load(
        connection,
        [
            table
            for table in _fact_tables(rules, parameters)
            if wanted is None or f"rule.{table.name}" in wanted
        ],
        with_sql=[
            _parameter_macro(parameters),
            "comment on macro parameter is"
            " 'A number with a meaning, by name, from rule.parameter.'",
        ]
        if has_parameters
        else (),
    )


@lru_cache(maxsize=8)
def _fact_tables(
    rules: tuple[Rule, ...], parameters: tuple[Parameter, ...]
) -> tuple[FactTable, ...]:
    """Made once: every snapshot asks for some of them."""
    levels = [
        ((rule.rule_id, *_own_columns(level.own)), level) for rule in rules for level in rule.levels
    ]
    before = {
        "rule_id": "varchar",
        "own_least": "double",
        "own_most": "double",
        "own_text": "varchar",
    }
    return (
        _table("rule", _RULE_COMMENT, Rule, rules),
        fact_table("level", _LEVEL_COMMENT, Level, levels, before=before, without={"own"}),
        _table("parameter", _PARAMETER_COMMENT, Parameter, parameters),
        _table("questionnaire", _QUESTIONNAIRE_COMMENT, Scale, read_scales()),
        _table("rule_set", _RULE_SET_COMMENT, RuleSet, (read_rule_set(),)),
    )


@cache
def read_parameters() -> tuple[Parameter, ...]:
    """Every number of `sql/rules/parameters`, by name. Raises DataError on an incomplete one."""
    found = [
        parameter
        for path in toml_files(ROOT / "rules" / "parameters")
        for parameter in _parameters(path.name)
    ]
    refuse_twice([parameter.name for parameter in found], what="parameter")
    return tuple(sorted(found, key=lambda parameter: parameter.name))


def _parameters(file: str) -> tuple[Parameter, ...]:
    try:
        tables = parameter_tables(file)
    except ValueError as error:
        raise DataError(str(error)) from error
    return check(_Parameters, tables, where=f"parameters/{file}").root


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


def to_rule(file: str, table: dict[str, Any], *, parameters: dict[str, float]) -> Rule:
    """One rule from its TOML. A threshold is a number or the name of a parameter."""
    return check(Rule, table, where=file, file=file, parameters=parameters)


def _own_columns(own: OwnLimit | None) -> tuple[float | None, float | None, str]:
    return (None, None, "") if own is None else (own.least, own.most, own.text)


def _table(name: str, comment: str, kind: type[Reviewed], rows: Iterable[Reviewed]) -> FactTable:
    return fact_table(name, comment, kind, [((), row) for row in rows], without={"levels"})


@cache
def _parameter_macro(parameters: tuple[Parameter, ...]) -> str:
    """A macro over constants: it folds away where it is used, and refuses a name it lacks."""
    members = ", ".join(
        f"{literal(parameter.name)}: {parameter.value!r}::double" for parameter in parameters
    )
    return f"create or replace macro parameter(name) as struct_extract({{{members}}}, name)"
