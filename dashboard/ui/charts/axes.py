"""What stands beside an axis and in its hover: words and unit of the column that is drawn.

They come from the header of its view, `--   step_length_m [step length, {height}]: …`, so that a
column is called the same on every chart, and its numbers are in the unit that is written there.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from dashboard.ui import display
from dashboard.ui.display import Number
from etl.errors import DataError
from etl.reference.views import columns_of

_OWN = re.compile(r"\{(\w+)\}")

OWN_UNITS: Final[Mapping[str, tuple[Callable[[str], str], Callable[[Any, str], Any]]]] = {
    "distance": (display.distance_unit, display.to_distance),
    "height": (display.height_unit, display.to_height),
    "speed": (display.speed_unit, display.to_speed),
    "pace": (display.pace_unit, display.to_pace),
    "minutes": (lambda units: "min", lambda seconds, units: display.to_minutes(seconds)),
    "percent": (lambda units: "%", lambda share, units: 100 * share),
}
"""By its name in a header: how a unit is written for a runner's units, and what is stored in it."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One column as it is drawn: what it is called, in which unit, and its numbers in that."""

    label: str
    unit: str
    units: str
    own_unit: str = ""

    @property
    def title(self) -> str:
        """`longest run, km`."""
        return f"{self.label}, {self.unit}"

    @property
    def heading(self) -> str:
        """`Longest run, km`, over a small chart."""
        return f"{self.title[:1].upper()}{self.title[1:]}"

    @property
    def two_lines(self) -> str:
        """`longest<br>run, km`, beside one that is low."""
        first, _, rest = self.label.partition(" ")
        return f"{first}<br>{rest}, {self.unit}" if rest else f"{first}<br>{self.unit}"

    def shown(self, stored: Number) -> Number:
        """Stored numbers in the unit of the axis."""
        return OWN_UNITS[self.own_unit][1](stored, self.units) if self.own_unit else stored


def axis_of(view: str, column: str, units: str = display.UNITS[0]) -> Axis:
    """What its header says for an axis of a column, for a runner's `units`.

    Raises DataError where the view has no such column, or says nothing for an axis.
    """
    found = columns_of(view).get(column)
    if found is None or not found.unit:
        raise DataError(f"the header of {view} has no label and unit for {column}")
    return to_axis(found.label, found.unit, units)


def axes_of(view: str, units: str) -> dict[str, Axis]:
    """All that a view's header says for axes, by column."""
    drawn = [name for name, column in columns_of(view).items() if column.unit]
    return {name: axis_of(view, name, units) for name in drawn}


def to_axis(label: str, unit: str, units: str) -> Axis:
    """The same of words as they stand in a header.

    Raises DataError where what stands in braces is no unit of a runner.
    """
    own = _OWN.search(unit)
    if own is None:
        return Axis(label, unit, units)
    if own[1] not in OWN_UNITS:
        raise DataError(f"no unit of a runner is called {own[0]}")
    written = _OWN.sub(OWN_UNITS[own[1]][0](units), unit)
    return Axis(label, written, units, own[1])
