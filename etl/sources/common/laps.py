"""What laps add up to, where programs write them in more than one way."""

from collections.abc import Sequence

from etl.sources.common.parameters import READING

_OVERLAP = "The laps of the file overlap; its records tell what was covered."
_NO_METRES = "A lap of the file has no distance; the distance is that of its records."

Totals = tuple[float | None, float | None]


def total_of_laps(
    metres: Sequence[float], seconds: Sequence[float], *, counted_m: float | None
) -> tuple[Totals, str | None]:
    """Metres and seconds of all laps together, and a sentence where they are no plain sum.

    `counted_m` is how far the records' own counter came; None where they have none. Seen beside
    plain laps: one that holds the whole before the others, laps that each count from the start,
    laps of zero metres.
    """
    total_m, total_s = _sum(metres), _sum(seconds)
    if not counted_m or total_m is None:
        return (total_m, total_s), None
    if abs(total_m - counted_m) <= READING.laps_apart_share * counted_m:
        return (total_m, total_s), None
    near_m = READING.laps_agree_share * counted_m
    for part in (slice(1, None), slice(-1, None), slice(0, 1)) if len(metres) > 1 else ():
        part_m = _sum(metres[part])
        if part_m is not None and abs(part_m - counted_m) <= near_m:
            part_s = _sum(seconds[part]) if len(seconds) == len(metres) else None
            return (part_m, part_s), _OVERLAP
    if total_m < counted_m and 0 in metres:
        return (round(counted_m, 3), total_s), _NO_METRES
    return (total_m, total_s), None


def counts_kilometres(counted: float | None, total_m: float | None) -> bool:
    """Whether a counter of the records is in kilometres, by a total that is in metres."""
    if not counted or not total_m:
        return False
    return abs(counted * 1000 - total_m) <= READING.laps_agree_share * total_m


def _sum(of_laps: Sequence[float]) -> float | None:
    return round(sum(of_laps), 3) if of_laps else None
