"""What Kneewise works out, as a clinician reads of it: one entry of `sql/method` a metric.

The formula in words, what it cannot know and its grade are written there; columns come from the
headers of the views, limits from the parameters, so that each of them has one home.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Annotated, Any

from pydantic import AfterValidator

from etl.errors import DataError
from etl.reference.reviewed import Grade, Reviewed, Rows, Text, check
from etl.reference.rules import Parameter, read_parameters
from etl.reference.toml_files import read_toml, refuse_twice, toml_files
from etl.reference.views import View, read_views
from sql import ROOT


def _check_views(names: tuple[str, ...]) -> tuple[str, ...]:
    return _known("view", names, views_by_name())


def _check_parameters(names: tuple[str, ...]) -> tuple[str, ...]:
    return _known("parameter", names, parameters_by_name())


def _known(what: str, names: tuple[str, ...], known: Iterable[str]) -> tuple[str, ...]:
    if unknown := sorted(set(names) - set(known)):
        raise ValueError(f"names an unknown {what} {', '.join(unknown)}")
    return names


class Metric(Reviewed):
    """One thing that is worked out; `signals` are the numbers of `risk.signal` it explains.

    `views` hold it, `parameters` are its numbers with a meaning; `checked_by` is empty until
    somebody qualified signed it.
    """

    key: str
    file: str
    area: str
    title: Text
    says: Text
    formula: Text
    unit: Text
    views: Annotated[Rows[str], AfterValidator(_check_views)]
    signals: Rows[str]
    parameters: Annotated[Rows[str], AfterValidator(_check_parameters)]
    evidence: Text
    source: Text
    grade: Grade
    cannot_know: Text
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
    """One metric from its table. Raises DataError, naming the entry, where it is incomplete."""
    named = {"key": key, "file": file, "area": area}
    return check(Metric, table, where=f"method/{file} [{key}]", named=named)


@cache
def parameters_by_name() -> dict[str, Parameter]:
    """Every number with a meaning, by name."""
    return {parameter.name: parameter for parameter in read_parameters()}


@cache
def views_by_name() -> dict[str, View]:
    """Every view, by schema and name."""
    return {view.full_name: view for view in read_views()}


def metric_of_signal(signal: str) -> Metric | None:
    """The metric that explains a number a rule looks at; None where nobody wrote one."""
    return next((metric for metric in read_metrics() if signal in metric.signals), None)


def view_of_signal(signal: str) -> View:
    """The view that a number a rule looks at is worked out in.

    It is the one that has a column of that name, else the first that the metric names, else the
    view of all signals.
    """
    views = views_by_name()
    signals = views["risk.signal"]
    for name in sorted(signals.needs & views.keys()):
        if signal in {column.name for column in views[name].columns}:
            return views[name]
    metric = metric_of_signal(signal)
    return views[metric.views[0]] if metric and metric.views else signals
