"""Strength programmes as data: ours from `sql/programmes`, a clinic's own from its home.

A clinic's file is checked when it is read. A wrong one is passed over with one sentence that says
what is wrong, and what was there without it stays in use.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import AfterValidator, model_validator
from pydantic.json_schema import SkipJsonSchema

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
)
from etl.reference.toml_files import toml_files
from sql import ROOT

DEFAULT = "knee"
"""The programme of whoever chose none."""

_WHAT = "programme"

Drawing = Literal[
    "",
    "spanish_squat",
    "lateral_step_down",
    "single_leg_deadlift",
    "front_to_back_scales",
    "plank_leg_lift",
    "side_plank",
    "bent_knee_calf_raise",
    "arch_raise",
    "band_clamshell",
]
"""Figures of ours that a file may name; empty: none."""

DRAWINGS: tuple[str, ...] = get_args(Drawing)

_WHAT = "programme"

Repetitions = Annotated[int, Within(1, 100)]
HoldS = Annotated[int, Within(1, 600)]
Minutes = Annotated[int, Within(1, 60)]


class Exercise(Reviewed):
    """One exercise: sets of repetitions or of a hold in seconds, from low end to top."""

    id: Id
    title: Line
    sets: Annotated[int, Within(1, 20)]
    repetitions_from: Repetitions | None = None
    repetitions_until: Repetitions | None = None
    hold_from_s: HoldS | None = None
    hold_until_s: HoldS | None = None
    per_side: bool
    tempo: Line
    load_step_kg: Annotated[float, Within(0, 50)]
    cues: SomeRows[Line]
    what_for: Line
    source: Line
    grade: Grade
    drawing: Drawing

    @model_validator(mode="after")
    def _has_one_range(self) -> Self:
        ranges = {
            "repetitions_from": (self.repetitions_from, self.repetitions_until),
            "hold_from_s": (self.hold_from_s, self.hold_until_s),
        }
        given = {name: ends for name, ends in ranges.items() if ends != (None, None)}
        ((name, (low, high)),) = given.items() if len(given) == 1 else [("", (None, None))]
        if low is None or high is None:
            raise ValueError(
                "has not just one pair of repetitions_from and repetitions_until,"
                " or of hold_from_s and hold_until_s"
            )
        if low > high:
            raise ValueError(f"{name} is above {name.replace('from', 'until')}")
        return self


class WarmUpStep(Reviewed):
    """One part of the warm-up."""

    id: Id
    title: Line
    cue: Line
    drawing: Drawing


class Programme(Reviewed):
    """What is trained, how often a week, and the warm-up before a run."""

    programme_id: SkipJsonSchema[Id]
    title: Line
    what_for: Line
    sessions_per_week: Annotated[int, Within(1, 14)]
    sessions_source: Line
    sessions_grade: Grade
    warm_up_from_min: Minutes
    warm_up_until_min: Minutes
    evidence: Line
    source: Line
    grade: Grade
    checked_by: MaybeLine
    exercises: Annotated[SomeRows[Exercise], AfterValidator(each_once("id"))]
    warm_up: Annotated[SomeRows[WarmUpStep], AfterValidator(each_once("id"))]

    @model_validator(mode="after")
    def _warms_up_within_a_range(self) -> Self:
        if self.warm_up_from_min > self.warm_up_until_min:
            raise ValueError("warm_up_from_min is above warm_up_until_min")
        return self


@dataclass(frozen=True, slots=True)
class Programmes:
    """Every programme of a home, and a sentence for each file that is passed over."""

    all: tuple[Programme, ...]
    problems: tuple[str, ...]


@cache
def our_programmes() -> tuple[Programme, ...]:
    """Those of `sql/programmes`. Raises DataError, naming the file, on a wrong one."""
    files = toml_files(ROOT / "programmes")
    return tuple(read_file(path, to_programme, what=_WHAT) for path in files)


def read_programmes(folder: Path) -> Programmes:
    """Ours, with a clinic's own files in their place or beside them; `folder` may be absent."""
    own = read_clinic_files(folder, to_programme, what=_WHAT)
    programmes = (*our_programmes(), *own.by_name.values())
    found = {programme.programme_id: programme for programme in programmes}
    return Programmes(tuple(found.values()), own.problems)


def to_programme(file: str, table: dict[str, Any]) -> Programme:
    """One programme from its TOML. Raises DataError, naming the file, where it is wrong."""
    return check(Programme, table, where=file, named={"programme_id": id_of_file(file)})
