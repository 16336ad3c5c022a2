"""Kinds of plans as data: ours from `sql/plans`, a clinic's own from its home."""

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic.json_schema import SkipJsonSchema

from etl.errors import UserError
from etl.reference.clinic.clinic_files import id_of_file, read_clinic_files, read_file
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
    given_twice,
)
from etl.reference.toml_files import toml_files
from sql import ROOT

DEFAULT = "return_to_normal"
"""The plan of whoever names none."""

WEEK_COUNTS = range(4, 9)
"""How long a plan may be (docs/evidence/metrics.md#plan_week)."""

_WHAT = "plan"

_WHAT = "plan"
_MOST = {"distance_share": 1.5, "longest_ratio": 1.5, "downhill_share": 1.5, "fast_share": 1.5}


def _to_week_count(key: object) -> int:
    if key not in map(str, WEEK_COUNTS):
        raise ValueError("is no length: a plan has 4 to 8 weeks, each with its phase")
    return int(str(key))


_WeekKey = Annotated[str, Field(pattern="^[4-8]$")]
WeekCount = Annotated[int, BeforeValidator(_to_week_count, json_schema_input_type=_WeekKey)]
Share = Annotated[float, Within(0, 1.5)]


class PlanPhase(Reviewed):
    """What the weeks of a phase ask for, as shares of the running before the plan, and its gate."""

    id: Id
    title: Line
    words: Line
    distance_share: Share
    is_eased: bool
    longest_ratio: Share
    downhill_share: Share
    fast_share: Share
    strength_sessions: Annotated[int, Within(0, 14)]
    gate_green_share: Annotated[float, Within(0.5, 1)]  # one that asks for no green day is none
    gate_least_days: Annotated[int, Within(1, 7)]
    source: Line
    grade: Grade


class PlanTemplate(Reviewed):
    """One kind of plan: its phases, and which of them each week belongs to, by length."""

    template_id: SkipJsonSchema[Id]
    title: Line
    what_for: Line
    default_weeks: int
    evidence: Line
    source: Line
    grade: Grade
    checked_by: MaybeLine
    weeks: Annotated[
        dict[WeekCount, SomeRows[Id]],
        Field(min_length=1, json_schema_extra={"additionalProperties": False}),
    ]
    phases: Annotated[SomeRows[PlanPhase], AfterValidator(each_once("id"))]

    @model_validator(mode="after")
    def _weeks_fit(self) -> Self:
        """A phase that was left does not come again: a red day goes back one."""
        known = {phase.id for phase in self.phases}
        for week_count, phases in self.weeks.items():
            where = f"[weeks] {week_count}"
            if len(phases) != week_count:
                raise ValueError(f"{where} names {len(phases)} weeks")
            if set(phases) - known:
                raise ValueError(f"{where} names a phase that is not there")
            if twice := given_twice([name for name, _ in groupby(phases)]):
                raise ValueError(f"{where} has a phase given twice: {twice}")
        if self.default_weeks not in self.weeks:
            raise ValueError("default_weeks is none of [weeks]")
        return self

    def steps(self, week_count: int) -> tuple[PlanPhase, ...]:
        """The phase of each week of a plan that long. Raises UserError where it cannot be."""
        if week_count not in self.weeks:
            known = ", ".join(map(str, sorted(self.weeks)))
            raise UserError(f"This plan cannot take {week_count} weeks: choose {known}.")
        by_id = {phase.id: phase for phase in self.phases}
        return tuple(by_id[phase_id] for phase_id in self.weeks[week_count])


@dataclass(frozen=True, slots=True)
class PlanTemplates:
    """Every kind of plan of a home, and a sentence for each file that is passed over."""

    all: tuple[PlanTemplate, ...]
    problems: tuple[str, ...]

    def named(self, template_id: str) -> PlanTemplate:
        """One by its id. Raises UserError where there is none."""
        for template in self.all:
            if template.template_id == template_id:
                return template
        known = ", ".join(template.template_id for template in self.all)
        raise UserError(f"There is no plan called {template_id}: choose {known}.")


@cache
def our_plans() -> tuple[PlanTemplate, ...]:
    """Those of `sql/plans`. Raises DataError, naming the file, on a wrong one."""
    return tuple(read_file(path, to_template, what=_WHAT) for path in toml_files(ROOT / "plans"))


def read_plans(folder: Path) -> PlanTemplates:
    """Ours, with a clinic's own files in their place or beside them; `folder` may be absent."""
    own = read_clinic_files(folder, to_template, what=_WHAT)
    found = {template.template_id: template for template in (*our_plans(), *own.by_name.values())}
    return PlanTemplates(tuple(found.values()), own.problems)


def to_template(file: str, table: dict[str, Any]) -> PlanTemplate:
    """One kind of plan from its TOML. Raises DataError, naming the file, where it is wrong."""
    return check(PlanTemplate, table, where=file, named={"template_id": id_of_file(file)})
