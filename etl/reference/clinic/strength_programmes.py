"""Strength programmes as data: ours from `sql/programmes`, a clinic's own from its home.

A clinic's file is checked when it is read. A wrong one is passed over with one sentence that says
what is wrong, and what was there without it stays in use.
"""

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from etl.errors import DataError
from etl.reference.clinic.clinic_files import (
    check_id,
    check_line,
    check_number,
    id_of_file,
    is_line,
    read_clinic_files,
    read_file,
    refuse_same,
    tables_of,
)
from etl.reference.reviewed import GRADES
from etl.reference.toml_files import check_choice, check_keys, toml_files
from sql import ROOT

DEFAULT = "knee"
"""The programme of whoever chose none."""

DRAWINGS = (
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
)
"""Figures of ours that a file may name; empty: none."""

_WHAT = "programme"
_MOST = {
    "sets": 20,
    "repetitions_from": 100,
    "repetitions_until": 100,
    "hold_from_s": 600,
    "hold_until_s": 600,
    "load_step_kg": 50,
    "sessions_per_week": 14,
    "warm_up_from_min": 60,
    "warm_up_until_min": 60,
}
_RANGES = (("repetitions_from", "repetitions_until"), ("hold_from_s", "hold_until_s"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One exercise: sets of repetitions or of a hold in seconds, from low end to top."""

    id: str
    title: str
    sets: int
    repetitions_from: int | None = None
    repetitions_until: int | None = None
    hold_from_s: int | None = None
    hold_until_s: int | None = None
    per_side: bool
    tempo: str
    load_step_kg: float
    cues: tuple[str, ...]
    what_for: str
    source: str
    grade: str
    drawing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WarmUpStep:
    """One part of the warm-up."""

    id: str
    title: str
    cue: str
    drawing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """What is trained, how often a week, and the warm-up before a run."""

    programme_id: str
    title: str
    what_for: str
    sessions_per_week: int
    sessions_source: str
    sessions_grade: str
    warm_up_from_min: int
    warm_up_until_min: int
    evidence: str
    source: str
    grade: str
    checked_by: str
    exercises: tuple[Exercise, ...]
    warm_up: tuple[WarmUpStep, ...]


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
    programme_id = id_of_file(file)
    check_keys(file, table, {field.name for field in fields(Programme)} - {"programme_id"})
    check_choice(file, "grade", table["grade"], GRADES)
    check_choice(file, "sessions_grade", table["sessions_grade"], GRADES)
    _check_values(file, table, may_be_empty={"checked_by"})
    if table["warm_up_from_min"] > table["warm_up_until_min"]:
        raise DataError(f"{file}: warm_up_from_min is above warm_up_until_min")
    exercises = tuple(_exercise(file, row) for row in tables_of(file, table, "exercises"))
    warm_up = tuple(_step(file, row) for row in tables_of(file, table, "warm_up"))
    refuse_same(file, [row.id for row in exercises])
    refuse_same(file, [row.id for row in warm_up])
    values: dict[str, Any] = table | {"exercises": exercises, "warm_up": warm_up}
    return Programme(programme_id=programme_id, **values)


def _exercise(file: str, row: dict[str, Any]) -> Exercise:
    where = f"{file} [[exercises]] {row.get('id')!r}"
    optional = {name for ends in _RANGES for name in ends}
    check_keys(where, {name: None for name in row if name not in optional}, _required(Exercise))
    given = [ends for ends in _RANGES if ends[0] in row or ends[1] in row]
    if len(given) != 1 or not all(end in row for end in given[0]):
        raise DataError(f"{where}: has not just one pair of {_RANGES[0]} or {_RANGES[1]}")
    _check_values(where, row, may_be_empty={"drawing"})
    low, high = (row[end] for end in given[0])
    if low > high:
        raise DataError(f"{where}: {given[0][0]} is above {given[0][1]}")
    if not isinstance(row["per_side"], bool):
        raise DataError(f"{where}: per_side is neither true nor false")
    check_choice(where, "grade", row["grade"], GRADES)
    _check_names(where, row)
    values: dict[str, Any] = row | {"cues": tuple(row["cues"])}
    return Exercise(**values)


def _step(file: str, row: dict[str, Any]) -> WarmUpStep:
    where = f"{file} [[warm_up]] {row.get('id')!r}"
    check_keys(where, row, _required(WarmUpStep))
    _check_values(where, row, may_be_empty={"drawing"})
    _check_names(where, row)
    return WarmUpStep(**row)


def _required(kind: type[Exercise] | type[WarmUpStep]) -> set[str]:
    return {field.name for field in fields(kind)} - {name for ends in _RANGES for name in ends}


def _check_names(where: str, row: dict[str, Any]) -> None:
    check_id(where, row["id"])
    check_choice(where, "drawing", row["drawing"], DRAWINGS)


def _check_values(where: str, table: dict[str, Any], *, may_be_empty: set[str]) -> None:
    """Raises DataError unless numbers are whole and within reason, and texts are texts."""
    for key, value in table.items():
        if key in _MOST:
            is_load = key == "load_step_kg"
            least = 0 if is_load else 1
            check_number(where, key, value, least=least, most=_MOST[key], is_whole=not is_load)
        elif key == "cues":
            if not isinstance(value, list) or not value or not all(map(is_line, value)):
                raise DataError(f"{where}: cues is no list of sentences")
        elif key in {"per_side", "exercises", "warm_up"} or (value == "" and key in may_be_empty):
            continue
        else:
            check_line(where, key, value)
