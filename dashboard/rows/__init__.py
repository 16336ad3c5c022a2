"""A row of a view as a type, written from the views' headers by `make rows`."""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

from etl.errors import DataError

if TYPE_CHECKING:
    import polars as pl

Row = TypeVar("Row", bound=Mapping[str, object])

_WORD = re.compile(r"(?<!^)(?=[A-Z])")


def view_of(kind: type) -> str:
    """The view whose rows a type describes: `page.pain_entry` of `PainEntry`.

    `metric.run` of `MetricRun`.
    """
    name = _WORD.sub("_", kind.__name__).lower()
    of_metric = name.removeprefix("metric_")
    return f"page.{name}" if of_metric == name else f"metric.{of_metric}"


def to_rows(frame: "pl.DataFrame", kind: type[Row]) -> list[Row]:
    """The rows of a view, of the type that describes them.

    Raises DataError where the frame has other columns than the view.
    """
    if frame.columns != list(kind.__annotations__):
        raise DataError(f"{view_of(kind)} has columns {list(kind.__annotations__)}, not these")
    return [kind(**row) for row in frame.to_dicts()]


def load_rows(load: Callable[[str], "pl.DataFrame"], kind: type[Row]) -> list[Row]:
    """Those that a reader of views, of one runner or of many, finds."""
    return to_rows(load(view_of(kind)), kind)
