"""Ramp and spike by the views and by hand, from `bench.ramp_and_spike`, several times each."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from bench import ramp_and_spike
from bench.table.figures import MILLISECONDS, Row

SIZES = {
    "ten years": (1, 3_000, "≤ 30 ms"),
    "100,000 runs": (200, 500, ""),
    "a million runs": (2_000, 500, "≤ 4 s, ahead of pandas"),
}
VIEWS = "views"


def ramp_rows(*, goes: int) -> Iterator[Row]:
    """Each size and contender."""
    for name, (runners, runs, bar) in SIZES.items():
        for contender, each in used_s(runners, runs, goes=goes).items():
            what = f"ramp and spike, {name}: {contender}"
            yield Row(what, each, MILLISECONDS, bar if contender == VIEWS else "")


def used_s(runners: int, runs: int, *, goes: int) -> Mapping[str, Sequence[float]]:
    """Seconds of the processor by contender, who take turns, so that all meet the same load.

    Raises SystemExit where the answers differ.
    """
    stored = ramp_and_spike._runs(runners, runs)
    taken: dict[str, list[float]] = defaultdict(list)
    for _ in range(goes):
        expected = None
        for contender, work in ramp_and_spike.CONTENDERS.items():
            used, answer = work(stored)
            expected = expected or answer
            ramp_and_spike._compare(contender, expected, answer)
            taken[contender].append(used)
    return taken
