"""Charts that were drawn, kept as what is sent of them: by what they were drawn from.

Drawing a figure costs twenty milliseconds and writing it one more, at each rerun of a page that has
not changed. What a figure shows follows from what its `draw_` function is given, so the same rows
are the same chart, whoever looks at them. Nothing outlasts the state of the files it was drawn
from: what was withdrawn or erased stays in no memory.
"""

import hashlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import polars as pl
from cachetools import LRUCache

from dashboard import session

if TYPE_CHECKING:
    import plotly.graph_objects as go

Draw = Callable[..., "go.Figure"]
MOST_BYTES = 16_000_000  # some hundred of three months, a dozen of ten years
_PLAIN = (str, bytes, bool, int, float, date, timedelta, type(None))  # a datetime is a date, too


@dataclass(frozen=True, slots=True)
class KeptChart:
    """A figure as it is sent: its words, its height in pixels, and its JSON."""

    title: str
    subtitle: str
    height: int
    spec: str
    is_empty: bool = False
    """Not one mark would be seen."""


class KeptCharts:
    """The charts of one state of the files, those asked for last; for many threads."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._charts: LRUCache[tuple[Draw, bytes], KeptChart] = LRUCache(
            most_bytes, getsizeof=lambda chart: min(len(chart.spec), most_bytes)
        )
        self._state: object = None
        self._lock = threading.Lock()

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._charts)

    def drawn(self, state: object, draw: Draw, *given: Any, **named: Any) -> KeptChart:
        """What `draw` makes of what it is given, drawn or drawn before, from that state."""
        key = draw, _digest(given, named)
        with self._lock:
            self._forget_unless(state)
            known = self._charts.get(key)
        if known is not None:
            return known
        chart = written(draw(*given, **named))
        with self._lock:
            if self._state == state:  # else somebody saw a newer one meanwhile
                self._charts[key] = chart
        return chart

    def forget_unless(self, state: object) -> None:
        """Let go of what was drawn from another state than this."""
        with self._lock:
            self._forget_unless(state)

    def _forget_unless(self, state: object) -> None:
        if self._state != state:
            self._charts.clear()
            self._state = state


_charts = KeptCharts()


def drawn(draw: Draw, *given: Any, **named: Any) -> KeptChart:
    """The chart that a `draw_` function makes of these rows and words, drawn once a state."""
    return _charts.drawn(session.current_page().state.look, draw, *given, **named)


def forget_changed() -> None:
    """Let go of charts of rows that are no more, also while nobody looks."""
    if len(_charts):
        _charts.forget_unless(session.current_page().state.look)


def written(figure: "go.Figure") -> KeptChart:
    """A figure as it is sent: without what shows no mark, so that no legend names it."""
    from plotly.io import to_json  # noqa: PLC0415  no page that draws nothing waits for Plotly

    meta = figure.layout.meta or {}
    figure.data = [trace for trace in figure.data if has_mark(trace)]
    is_flat = all(trace.type == "scatter" and _is_along_axis(trace) for trace in figure.data)
    spec = to_json(figure, validate=False)
    if spec is None:
        raise TypeError("Plotly wrote no JSON.")
    return KeptChart(
        title=meta.get("title", ""),
        subtitle=meta.get("subtitle", ""),
        height=figure.layout.height,
        spec=spec,
        is_empty=is_flat and not figure.layout.shapes,
    )


def has_mark(trace: Any) -> bool:
    """Whether anything of it is drawn: a bar of no height is not, a point at zero is.

    What is neither bars nor points over two axes is taken to be.
    """
    if trace.type == "heatmap":
        return any(_known(row) for row in trace.z)
    if trace.type == "bar":
        return any(_known(trace.x if trace.orientation == "h" else trace.y))
    return trace.type != "scatter" or bool(_known(trace.y))


def _is_along_axis(trace: Any) -> bool:
    """A line that never leaves zero."""
    return trace.mode == "lines" and not any(_known(trace.y))


def _known(values: Any) -> list[Any]:
    """Without what is missing or no number."""
    return [one for one in (() if values is None else values) if one is not None and one == one]  # noqa: PLR0124


def _digest(given: tuple[Any, ...], named: Mapping[str, Any]) -> bytes:
    """Equal for what is drawn alike, and for nothing else: the rows count, not the frame."""
    digest = hashlib.blake2b()
    for part in (*given, *(item for pair in sorted(named.items()) for item in pair)):
        _add(digest.update, part)
    return digest.digest()


def _add(update: Callable[[bytes], None], part: Any) -> None:
    if isinstance(part, pl.DataFrame):
        rows = part.serialize()
        update(b"rows %d " % len(rows))
        update(rows)
    elif isinstance(part, _PLAIN):
        words = repr(part).encode()
        update(b"%d " % len(words))
        update(words)
    elif isinstance(part, Mapping):
        _add(update, [item for pair in part.items() for item in pair])
    elif isinstance(part, (list, tuple)):
        update(b"list %d " % len(part))
        for one in part:
            _add(update, one)
    else:
        raise TypeError(f"A chart is not told by a {type(part).__name__}.")
