"""Values as JSON and CSV can hold them: dates as ISO, spans in seconds, nothing nested."""

import json
import math
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl


def as_flat(frame: "pl.DataFrame") -> "pl.DataFrame":
    """CSV has no lists: nested columns become JSON text."""
    import polars as pl  # noqa: PLC0415  not of JSON, which every command prints

    nested = [name for name, kind in frame.schema.items() if kind.is_nested()]
    to_text: Callable[[Any], str] = lambda value: json.dumps(value, default=_plain)  # noqa: E731
    return frame.with_columns(
        pl.Series(name, [to_text(value) for value in frame[name].to_list()]) for name in nested
    )


def as_json_text(value: Any) -> str:
    """JSON on one line; dates as ISO, spans in seconds, what cannot be known as null."""
    return json.dumps(_no_nan(value), default=_plain, ensure_ascii=False)


def _no_nan(value: Any) -> Any:
    """JSON has neither NaN nor infinity: what cannot be known is null."""
    if isinstance(value, dict):
        return {key: _no_nan(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_no_nan(inner) for inner in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Decimal):
        return float(value)
    return str(value)
