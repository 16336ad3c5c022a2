"""A run to come beside tomorrow's limit and the runner's own last six weeks; all of it is pure."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import polars as pl

from dashboard.rows import load_rows
from dashboard.rows.others import CheckRun, CheckRunStep, NextRun
from dashboard.rows.patient import PatientShare
from dashboard.rows.today import Today, TodayMeasure
from etl.analysis.parameters import CLEANING
from etl.analysis.route import RouteMeasure
from etl.errors import UserError
from etl.reference.rules import parameter_value

Verdict = Literal["not_shared", "held", "care", "unknown", "past", "downhill", "fast", "within"]
Load = Callable[[str], pl.DataFrame]

DOWNHILL = ("down_2_5", "down_5_10", "down_10_15", "down_15")
_SILENT = frozenset({"not_shared", "held", "care"})
_SLACK_M = 1.0  # a distance typed in miles is not the limit to the last digit


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRun:
    """What somebody means to run; fast time None is not told, a route None is a bare distance."""

    distance_m: float
    fast_s: float | None = None
    route: RouteMeasure | None = None

    @property
    def values(self) -> dict[str, float | None]:
        """How much of each measure of `page.check_run`, but steps; None is unknown."""
        hills = self.route.hills if self.route else None
        downhill = {name: hills.band_m[name] if hills else None for name in DOWNHILL}
        return {
            "distance": self.distance_m,
            "ascent": hills.ascent_m if hills else None,
            "descent": hills.descent_m if hills else None,
            **downhill,
            "fast": self.fast_s,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What is known of the runner; all of it as far as this viewer may see it."""

    next_run: NextRun | None
    six_weeks: Mapping[str, CheckRun]
    easy_step_length_m: float | None
    measures: tuple[TodayMeasure, ...]
    hold_name: str | None
    is_shared: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One measure of the run beside those of six weeks; None is unknown."""

    measure: str
    value: float | None
    most_value: float | None = None
    usual_value: float | None = None
    known_count: int = 0
    run_count: int = 0

    @property
    def most_ratio(self) -> float | None:
        """How many times the most of six weeks; None where unknown, or that is nothing."""
        if self.value is None or not self.most_value:
            return None
        return self.value / self.most_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The run, what is said of it first, and each of its measures by name.

    `left_out` is what is under way that leaves out downhill or fast running tomorrow: it stands
    behind those two verdicts, and is a condition where the run does not say whether it has such.
    """

    run: PlannedRun
    verdict: Verdict
    basis: Basis
    compared: Mapping[str, Compared]
    left_out: TodayMeasure | None = None

    @property
    def is_compared(self) -> bool:
        """Whether the six weeks may be told: nobody and nothing else has the word."""
        return self.verdict not in _SILENT

    @property
    def limit_m(self) -> float | None:
        """What the distance was held against; None where there is no such number."""
        row = self.basis.next_run
        return row["training_m"] if row and self.is_compared else None

    @property
    def run_count(self) -> int:
        """Runs of the six weeks."""
        return self.compared["distance"].run_count


def planned_run(
    *,
    distance_m: float | None = None,
    fast_s: float | None = None,
    route: RouteMeasure | None = None,
) -> PlannedRun:
    """The run, of a route or of a distance. Raises UserError for what no body can do."""
    metres = route.distance_m if route else distance_m
    if metres is None or not math.isfinite(metres) or metres <= 0:
        raise UserError("Say how far the run goes: more than nothing.")
    if metres > CLEANING.longest_run_m:
        longest_km = CLEANING.longest_run_m / 1000
        raise UserError(f"No run goes further than {longest_km:.0f} km. Say a shorter distance.")
    if fast_s is not None and (not math.isfinite(fast_s) or fast_s < 0):
        raise UserError("Fast minutes are none or more.")
    if fast_s and fast_s * CLEANING.surely_running_speed_mps > metres:
        least_km = fast_s * CLEANING.surely_running_speed_mps / 1000
        raise UserError(
            f"{fast_s / 60:.0f} fast minutes alone are more than {least_km:.0f} km: say fewer, or "
            "a longer run."
        )
    return PlannedRun(distance_m=metres, fast_s=fast_s, route=route)


def read_basis(load: Load) -> Basis:
    """What the views say of one runner, whose rows `load` gives."""
    shares = load_rows(load, PatientShare)
    today = load_rows(load, Today)
    steps = load_rows(load, CheckRunStep)
    return Basis(
        next_run=next(iter(load_rows(load, NextRun)), None),
        six_weeks={row["measure"]: row for row in load_rows(load, CheckRun)},
        easy_step_length_m=steps[0]["easy_step_length_m"] if steps else None,
        measures=tuple(load_rows(load, TodayMeasure)),
        hold_name=today[0]["hold_name"] if today else None,
        is_shared=any(row["is_own"] or "training" in row["scopes"] for row in shares),
    )


def check(run: PlannedRun, basis: Basis) -> Answer:
    """Hold the run against the limit, what is left out for now, and the six weeks."""
    verdict = _verdict(run, basis)
    compared = {one.measure: one for one in _compared(run, basis, is_told=verdict not in _SILENT)}
    answer = Answer(run=run, verdict=verdict, basis=basis, compared=compared)
    measure = _left_out(basis)
    if measure is None or verdict != "within":
        return answer
    is_swap = measure["measure_code"] == "swap"
    found = "downhill" if is_swap and is_downhill(run) else "fast" if is_fast(run) else verdict
    return replace(answer, verdict=found, left_out=measure)


def _verdict(run: PlannedRun, basis: Basis) -> Verdict:
    if not basis.is_shared:
        return "not_shared"
    if basis.hold_name:
        return "held"
    row = basis.next_run
    if row is None:
        return "unknown"
    if row["training_m"] is None:
        return "care" if row["training_reason"] == "care" else "unknown"
    return "past" if run.distance_m > row["training_m"] + _SLACK_M else "within"


def _left_out(basis: Basis) -> TodayMeasure | None:
    """What leaves out downhill or fast running tomorrow, too; None where nothing does."""
    row = basis.next_run
    for measure in basis.measures:
        is_such = measure["measure_code"] in ("swap", "speed_later")
        if is_such and row is not None and measure["until_date"] >= row["local_date"]:
            return measure
    return None


def is_downhill(run: PlannedRun) -> bool:
    """Whether it would be told as downhill running afterwards (`risk.swap_run`)."""
    descent_m = run.values["descent"]
    if descent_m is None:
        return False
    return descent_m > parameter_value("swap_descent_per_km_m") * run.distance_m / 1000


def is_fast(run: PlannedRun) -> bool:
    """Likewise as fast running."""
    return run.fast_s is not None and run.fast_s >= parameter_value("fast_run_least_s")


def _compared(run: PlannedRun, basis: Basis, *, is_told: bool) -> Iterator[Compared]:
    length_m = basis.easy_step_length_m
    steps = run.distance_m / length_m if length_m and is_told else None
    for measure, value in (run.values | {"steps": steps}).items():
        row = basis.six_weeks.get(measure) if is_told else None
        if row is None:
            yield Compared(measure=measure, value=value)
            continue
        yield Compared(
            measure=measure,
            value=value,
            most_value=row["most_value"],
            usual_value=row["usual_value"],
            known_count=row["known_count"],
            run_count=row["run_count"],
        )
