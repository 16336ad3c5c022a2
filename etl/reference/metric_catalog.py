"""What Kneewise works out, as a clinician reads of it: one entry of `sql/method` a metric.

The formula in words, what it cannot know and its grade are written there; columns come from the
headers of the views, limits from the parameters, so that each of them has one home.
"""

from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Any

from etl.errors import DataError
from etl.reference.reviewed import GRADES
from etl.reference.rules import Parameter, read_parameters
from etl.reference.toml_files import (
    check_choice,
    check_keys,
    check_texts,
    read_toml,
    refuse_twice,
    toml_files,
)
from etl.reference.views import View, read_views
from sql import ROOT

_LISTS = ("views", "signals", "parameters")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One thing that is worked out; `signals` are the numbers of `risk.signal` it explains.

    `views` hold it, `parameters` are its numbers with a meaning; `checked_by` is empty until
    somebody qualified signed it.
    """

    key: str
    file: str
    area: str
    title: str
    says: str
    formula: str
    unit: str
    views: tuple[str, ...]
    signals: tuple[str, ...]
    parameters: tuple[str, ...]
    evidence: str
    source: str
    grade: str
    cannot_know: str
    checked_by: str
    next_review_on: date


@cache
def read_metrics() -> tuple[Metric, ...]:
    """Every metric of `sql/method`, in the order of its files.

    Raises DataError, naming the entry, where one is incomplete or names a view or parameter that
    is not there.
    """
    found = []
    for path in toml_files(ROOT / "method"):
        entries = read_toml(path)
        area = entries.pop("area", None)
        if not isinstance(area, str):
            raise DataError(f"method/{path.name}: has no area")
        found += [to_metric(path.name, area, key, table) for key, table in entries.items()]
    refuse_twice([metric.key for metric in found], what="metric")
    return tuple(found)


def to_metric(file: str, area: str, key: str, table: dict[str, Any]) -> Metric:
    """One metric from its table."""
    where = f"method/{file} [{key}]"
    check_keys(where, table, {field.name for field in fields(Metric)} - {"key", "file", "area"})
    check_texts(where, table, may_be_empty={"checked_by"})
    check_choice(where, "grade", table["grade"], GRADES)
    if not isinstance(table["next_review_on"], date):
        raise DataError(f"{where}: next_review_on is no date")
    _check_names(where, "view", table["views"], {view.full_name for view in read_views()})
    _check_names(where, "parameter", table["parameters"], set(parameters_by_name()))
    lists: dict[str, Any] = {name: tuple(table[name]) for name in _LISTS}
    return Metric(key=key, file=file, area=area, **(table | lists))


def parameters_by_name() -> dict[str, Parameter]:
    """Every number with a meaning, by name."""
    return {parameter.name: parameter for parameter in read_parameters()}


def metric_of_signal(signal: str) -> Metric | None:
    """The metric that explains a number a rule looks at; None where nobody wrote one."""
    return next((metric for metric in read_metrics() if signal in metric.signals), None)


def view_of_signal(signal: str) -> View:
    """The view that a number a rule looks at is worked out in.

    It is the one that has a column of that name, else the first that the metric names, else the
    view of all signals.
    """
    views = {view.full_name: view for view in read_views()}
    signals = views["risk.signal"]
    for name in sorted(signals.needs & views.keys()):
        if signal in {column.name for column in views[name].columns}:
            return views[name]
    metric = metric_of_signal(signal)
    return views[metric.views[0]] if metric and metric.views else signals


def _check_names(where: str, what: str, names: list[str], known: set[str]) -> None:
    unknown = sorted(set(names) - known)
    if unknown:
        raise DataError(f"{where}: names an unknown {what} {', '.join(unknown)}")
