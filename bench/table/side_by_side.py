"""Ramp and spike by the views and by hand, from `bench.ramp_and_spike`, several times each."""

from collections import defaultdict
from collections.abc import Iterator

from bench import ramp_and_spike
from bench.table.figures import MILLISECONDS, Row

SIZES = {
    "ten years": (1, 3_000, "≤ 30 ms"),
    "a million runs": (2_000, 500, "≤ 4 s, ahead of pandas"),
}


def ramp_rows(*, goes: int) -> Iterator[Row]:
    """The contenders take turns, so that all of them meet the same load."""
    for name, (runners, runs, bar) in SIZES.items():
        stored = ramp_and_spike._runs(runners, runs)
        used_s: dict[str, list[float]] = defaultdict(list)
        for _ in range(goes):
            expected = None
            for contender, work in ramp_and_spike.CONTENDERS.items():
                taken_s, answer = work(stored)
                expected = expected or answer
                ramp_and_spike._compare(contender, expected, answer)
                used_s[contender].append(taken_s)
        for contender, each in used_s.items():
            what = f"ramp and spike, {name}: {contender}"
            yield Row(what, each, MILLISECONDS, bar if contender == "views" else "")
