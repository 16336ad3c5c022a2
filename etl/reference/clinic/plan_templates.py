"""Kinds of plans as data: ours from `sql/plans`, a clinic's own from its home."""

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from etl.errors import DataError, UserError
from etl.reference.clinic.clinic_files import (
    check_flag,
    check_id,
    check_line,
    check_number,
    id_of_file,
    read_clinic_files,
    read_file,
    refuse_same,
    tables_of,
)
from etl.reference.reviewed import GRADES
from etl.reference.toml_files import check_choice, check_keys, toml_files
from sql import ROOT

DEFAULT = "return_to_normal"
"""The plan of whoever names none."""

WEEK_COUNTS = range(4, 9)
"""How long a plan may be (docs/evidence/metrics.md#plan_week)."""

_WHAT = "plan"
_MOST = {"distance_share": 1.5, "longest_ratio": 1.5, "downhill_share": 1.5, "fast_share": 1.5}
_COUNTS = {"strength_sessions": (0, 14), "gate_least_days": (1, 7)}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPhase:
    """What the weeks of a phase ask for, as shares of the running before the plan, and its gate."""

    id: str
    title: str
    words: str
    distance_share: float
    is_eased: bool
    longest_ratio: float
    downhill_share: float
    fast_share: float
    strength_sessions: int
    gate_green_share: float
    gate_least_days: int
    source: str
    grade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTemplate:
    """One kind of plan: its phases, and which of them each week belongs to, by length."""

    template_id: str
    title: str
    what_for: str
    default_weeks: int
    evidence: str
    source: str
    grade: str
    checked_by: str
    weeks: dict[int, tuple[str, ...]]
    phases: tuple[PlanPhase, ...]

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
    template_id = id_of_file(file)
    check_keys(file, table, {field.name for field in fields(PlanTemplate)} - {"template_id"})
    check_choice(file, "grade", table["grade"], GRADES)
    for key in ("title", "what_for", "evidence", "source"):
        check_line(file, key, table[key])
    if table["checked_by"] != "":
        check_line(file, "checked_by", table["checked_by"])
    phases = tuple(_phase(file, row) for row in tables_of(file, table, "phases"))
    refuse_same(file, [phase.id for phase in phases])
    weeks = _weeks(file, table["weeks"], known={phase.id for phase in phases})
    if table["default_weeks"] not in weeks:
        raise DataError(f"{file}: default_weeks is none of [weeks]")
    values: dict[str, Any] = table | {"phases": phases, "weeks": weeks}
    return PlanTemplate(template_id=template_id, **values)


def _phase(file: str, row: dict[str, Any]) -> PlanPhase:
    where = f"{file} [[phases]] {row.get('id')!r}"
    check_keys(where, row, {field.name for field in fields(PlanPhase)})
    check_id(where, row["id"])
    check_choice(where, "grade", row["grade"], GRADES)
    check_flag(where, "is_eased", row["is_eased"])
    for key in ("title", "words", "source"):
        check_line(where, key, row[key])
    for key, most in _MOST.items():
        check_number(where, key, row[key], least=0, most=most, is_whole=False)
    for key, (least, most) in _COUNTS.items():
        check_number(where, key, row[key], least=least, most=most, is_whole=True)
    # A gate that asks for no green day would be none.
    check_number(
        where, "gate_green_share", row["gate_green_share"], least=0.5, most=1, is_whole=False
    )
    return PlanPhase(**row)


def _weeks(file: str, table: object, *, known: set[str]) -> dict[int, tuple[str, ...]]:
    """Phases by length. A phase that was left does not come again: a red day goes back one."""
    if not isinstance(table, dict) or not table:
        raise DataError(f"{file}: [weeks] names no length")
    weeks = {}
    for key, phases in table.items():
        where = f"{file} [weeks] {key}"
        if key not in map(str, WEEK_COUNTS) or not isinstance(phases, list):
            raise DataError(f"{where}: a plan has 4 to 8 weeks, each with its phase")
        if len(phases) != int(key):
            raise DataError(f"{where}: names {len(phases)} weeks")
        if set(phases) - known:
            raise DataError(f"{where}: names a phase that is not there")
        runs = [name for name, former in zip(phases, ["", *phases], strict=False) if name != former]
        refuse_same(where, runs)
        weeks[int(key)] = tuple(phases)
    return weeks
