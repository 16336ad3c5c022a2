"""Both knees as a drawing from the front, with a mark where it hurts: for a page and for paper."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from dashboard.patient.wording import SIDE_LABELS
from dashboard.rows.patient import PatientKnee
from dashboard.ui import display
from dashboard.ui.charts import palette

_WIDTH, _HEIGHT = 230, 112
_SHOWN = 0.8  # of that size
_MIDDLES: Final = {"right": 80, "left": 150}
"""Seen from the front, as somebody stands before you: their right knee is at your left."""
_INWARD: Final = {"right": 1, "left": -1}
_KNEE_Y = 58


@dataclass(frozen=True, slots=True)
class Inks:
    """Colours of the outline, its words, and of each knee's mark."""

    outline: str
    words: str
    marks: Mapping[str, str]


ON_SCREEN: Final = Inks(palette.NEUTRAL, palette.NEUTRAL, display.KNEE_COLOURS)
ON_PAPER: Final = Inks("#6b6b6b", "#333333", {"left": "#222222", "right": "#222222"})


def draw_body_mark(rows: Iterable[PatientKnee], inks: Inks = ON_SCREEN) -> str:
    """SVG of two knees; `rows` of `page.patient_knee`, those that hurt now.

    A place that was not told is a mark around the whole knee, as one that is all over.
    """
    parts = [_leg(knee, inks) for knee in _MIDDLES]
    parts += [_mark(row["knee"], row["place"], inks.marks[row["knee"]]) for row in rows]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" '
        f'width="{_WIDTH * _SHOWN:g}" height="{_HEIGHT * _SHOWN:g}" '
        f'viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="DejaVu Sans, sans-serif" font-size="14">'
        f"{''.join(parts)}</svg>"
    )


def _leg(knee: str, inks: Inks) -> str:
    """Thigh, knee and shin as two lines, the kneecap, and which side it is."""
    x = _MIDDLES[knee]
    sides = "".join(
        f'<path d="M{x + 25 * way} 2 C{x + 22 * way} 28 {x + 17 * way} 40 {x + 18 * way} 52 '
        f'S{x + 23 * way} 70 {x + 19 * way} 82 S{x + 15 * way} 100 {x + 14 * way} 110"/>'
        for way in (-1, 1)
    )
    outward = x - 40 * _INWARD[knee]
    anchor = "end" if knee == "right" else "start"
    return (
        f'<g fill="none" stroke="{inks.outline}" stroke-width="1.6">{sides}'
        f'<ellipse cx="{x}" cy="{_KNEE_Y}" rx="10" ry="12"/></g>'
        f'<text x="{outward + 8 * _INWARD[knee]}" y="{_KNEE_Y + 4}" text-anchor="{anchor}" '
        f'fill="{inks.words}">{SIDE_LABELS[knee]}</text>'
    )


def _mark(knee: str, place: str | None, ink: str) -> str:
    x, inward = _MIDDLES[knee], _INWARD[knee]
    filled = f'fill="{ink}" fill-opacity="0.85"'
    ring = f'fill="none" stroke="{ink}" stroke-width="3"'
    return {
        "front": f'<ellipse cx="{x}" cy="{_KNEE_Y}" rx="8" ry="10" {filled}/>',
        "below": f'<ellipse cx="{x}" cy="{_KNEE_Y + 20}" rx="5" ry="6" {filled}/>',
        "inner": f'<ellipse cx="{x + 14 * inward}" cy="{_KNEE_Y}" rx="5" ry="10" {filled}/>',
        "outer": f'<ellipse cx="{x - 14 * inward}" cy="{_KNEE_Y}" rx="5" ry="10" {filled}/>',
        "back": f'<ellipse cx="{x}" cy="{_KNEE_Y}" rx="13" ry="15" {ring} stroke-dasharray="5 4"/>',
    }.get(place or "", f'<ellipse cx="{x}" cy="{_KNEE_Y}" rx="19" ry="20" {ring}/>')
