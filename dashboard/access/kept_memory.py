"""How much the server keeps between two clicks: snapshots, and what was read of them.

What lies on disk is read again in milliseconds and worked out in tenths of a second, so more memory
buys little, and a small machine has none to spare.
"""

from functools import cache

from cachetools import LRUCache

from dashboard.access.keys import Key
from dashboard.access.snapshot import Answers, Slice
from etl.settings import Settings
from etl.storage.duckdb_files import machine_memory_bytes

SHARE = 0.1
"""Of the machine's memory: of 2 GB 200 MB, beside some 800 MB that a server takes anyway."""
LEAST_BYTES, MOST_BYTES = 100_000_000, 1_000_000_000
_OF_ANSWERS = 0.25  # of the whole; the rest is for snapshots
_FRAME_BYTES = 4_000  # of a frame without a row


def empty_caches(settings: Settings) -> tuple[LRUCache[Key, Slice], LRUCache[Key, Answers]]:
    """For snapshots and for answers; of each the least recently used go beyond its memory.

    One that is larger than all there is stays alone.
    """
    told = settings.slice_memory_mb
    whole = _by_machine() if told is None else told * 1_000_000
    of_answers = int(whole * _OF_ANSWERS)
    of_slices = whole - of_answers
    return (
        LRUCache(of_slices, getsizeof=lambda one: min(one.size_bytes, of_slices)),
        LRUCache(of_answers, getsizeof=lambda one: min(bytes_of_answers(one), of_answers)),
    )


def share_of_memory(machine_bytes: int) -> int:
    """What is kept at most on a machine of that memory."""
    return max(LEAST_BYTES, min(int(SHARE * machine_bytes), MOST_BYTES))


def bytes_of_answers(answers: Answers) -> int:
    """Rows that were read of a snapshot."""
    return sum(_FRAME_BYTES + int(one.estimated_size()) for one in answers.frames.values())


@cache
def _by_machine() -> int:
    return share_of_memory(machine_memory_bytes())
