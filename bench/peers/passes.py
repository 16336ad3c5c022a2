"""One contender reading one thing again and again: processor time a pass, after one to warm up.

Imports nothing but the standard library: it runs in the environments of the peers.
"""

import json
import math
import resource
from collections.abc import Callable
from dataclasses import asdict, dataclass

MOST_PASSES = 500


@dataclass(frozen=True, slots=True)
class Passes:
    """What one go gave: seconds of the processor a pass, and the points that were found.

    `points` is None where a contender does not count any.
    """

    cpu_s: float
    passes: int
    points: int | None
    version: str

    def tell(self) -> None:
        """One line of JSON on standard output, for whoever started the process."""
        print(json.dumps(asdict(self)), flush=True)


def own_cpu_s() -> float:
    """Seconds of this process, all its threads, and its children that ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def timed(read: Callable[[], int | None], *, version: str, at_least_s: float) -> Passes:
    """Read once to warm up, then as often as fills that many seconds."""
    before = own_cpu_s()
    read()
    first_s = own_cpu_s() - before
    before = own_cpu_s()
    read()
    once_s = max(min(own_cpu_s() - before, first_s), 1e-4)
    count = min(max(math.ceil(at_least_s / once_s), 1), MOST_PASSES)
    points = None
    before = own_cpu_s()
    for _ in range(count):
        points = read()
    return Passes((own_cpu_s() - before) / count, count, points, version)
