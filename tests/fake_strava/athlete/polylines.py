"""A made-up loop as Strava gives it: points and Google's encoded polyline."""

import math
from collections.abc import Iterable

from tests.fake_strava.athlete.figures import START_LATLNG


def loop(count: int, turns: float = 1.0) -> list[tuple[float, float]]:
    """`count` points of a loop that starts and ends at `START_LATLNG`."""
    last = max(1, count - 1)
    return [_point(2 * math.pi * turns * i / last) for i in range(count)]


def _point(angle: float) -> tuple[float, float]:
    lat, lng = START_LATLNG
    return (
        round(lat + 0.011 * math.sin(angle), 6),
        round(lng + 0.016 * (1 - math.cos(angle)), 6),
    )


def encode(points: Iterable[tuple[float, float]]) -> str:
    """Google's encoding with five decimals."""
    text: list[str] = []
    before = (0, 0)
    for lat, lng in points:
        here = (round(lat * 1e5), round(lng * 1e5))
        text += [_letters(here[0] - before[0]), _letters(here[1] - before[1])]
        before = here
    return "".join(text)


def _letters(value: int) -> str:
    rest = ~(value << 1) if value < 0 else value << 1
    letters = ""
    while rest >= 0x20:
        letters += chr((0x20 | (rest & 0x1F)) + 63)
        rest >>= 5
    return letters + chr(rest + 63)


SUMMARY_POLYLINE = encode(loop(24))
POLYLINE = encode(loop(120))
