"""Damaged files: nothing crashes, nothing impossible counts, and what was changed is said.

RECORDINGS_MUTATED sets how many files of each format are tried, RECORDINGS_SEED where they begin.
"""

import math
import os
import random
import re
import struct
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from fitdecode.utils import compute_crc

from etl.analysis import Analysis, analyse
from etl.analysis.parameters import CLEANING
from etl.analysis.plausible import why_set_aside
from etl.errors import BrokenFile, SkippedFile
from etl.recording import Recording
from etl.sources.detect import read_file
from tests.etl.sources.builders import DEGREES_A_METRE, START, fit, gpx, lap, tcx
from tests.etl.sources.fit_bytes import fit_file, records, session

COUNT = int(os.environ.get("RECORDINGS_MUTATED", "200"))
SEED = int(os.environ.get("RECORDINGS_SEED", "0"))
NOW = datetime(2026, 6, 1, tzinfo=UTC)
CLOCK = list(range(0, 1801, 10))
LEAST_NOTED_SHARE = 0.95
_NUMBER = re.compile(rb"(?<=[>\"])-?\d+(?:\.\d+)?(?=[<\"])")
_LAP_TOTAL = re.compile(
    rb"(?<=<TotalTimeSeconds>)[^<]+|(?<=</TotalTimeSeconds><DistanceMeters>)[^<]+"
)
_DIGITS = re.compile(rb"\d")

Mutation = Callable[[random.Random, bytes], bytes]


def _heights_m() -> list[float]:
    return [420 + 30 * math.sin(second / 150) for second in CLOCK]


def _time(second: int) -> str:
    return f"{START + timedelta(seconds=second):%Y-%m-%dT%H:%M:%SZ}"


def a_gpx() -> bytes:
    """Half an hour at 3 m/s over hills, in GPX."""
    return gpx("".join(
        f'<trkpt lat="{47 + 3 * second * DEGREES_A_METRE:.7f}" lon="8.0"><ele>{height:.1f}</ele>'
        f"<time>{_time(second)}</time><extensions><hr>150</hr><cad>85</cad></extensions></trkpt>"
        for second, height in zip(CLOCK, _heights_m(), strict=True)
    ))  # fmt: skip


def a_tcx() -> bytes:
    """The same in TCX, in three laps."""
    points = [
        f"<Trackpoint><Time>{_time(second)}</Time><AltitudeMeters>{height:.1f}</AltitudeMeters>"
        f"<DistanceMeters>{3.0 * second:.1f}</DistanceMeters><HeartRateBpm><Value>150</Value>"
        "</HeartRateBpm><Extensions><TPX><Speed>3.0</Speed><RunCadence>85</RunCadence></TPX>"
        "</Extensions></Trackpoint>"
        for second, height in zip(CLOCK, _heights_m(), strict=True)
    ]
    parts = (points[:60], points[60:120], points[120:])
    return tcx("".join(lap("".join(part), seconds=600, metres=1800) for part in parts))


def a_fit() -> bytes:
    """The same in FIT, with laps and a session."""
    return fit_file(
        records(CLOCK, [3.0 * second for second in CLOCK], altitudes_m=_heights_m()),
        session(elapsed_s=1800, timer_s=1800, distance_m=5400, laps=[(600.0, 1800.0)] * 3),
    )


def a_watch_s_fit() -> bytes:
    """Ten minutes with a record a second and a pause, as a watch writes them."""
    return fit(seconds=700, pauses=((300, 400),))


FILES = {"gpx": (a_gpx,), "tcx": (a_tcx,), "fit": (a_fit, a_watch_s_fit)}


def flip_bits(chance: random.Random, data: bytes) -> bytes:
    """One to eight bits, anywhere."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def delete_bytes(chance: random.Random, data: bytes) -> bytes:
    """A piece is missing."""
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.choice((1, 2, 7, 64, 1000)) :]


def insert_bytes(chance: random.Random, data: bytes) -> bytes:
    """A piece of noise."""
    at = chance.randrange(len(data))
    return data[:at] + chance.randbytes(chance.choice((1, 2, 7, 64))) + data[at:]


def cut_off(chance: random.Random, data: bytes) -> bytes:
    """The end is missing."""
    return data[: chance.randrange(len(data))]


def repeat_block(chance: random.Random, data: bytes) -> bytes:
    """A piece twice."""
    at, size = chance.randrange(len(data)), chance.choice((16, 256, 4096))
    return data[: at + size] + data[at:]


def swap_blocks(chance: random.Random, data: bytes) -> bytes:
    """Two neighbouring pieces in the wrong order."""
    at, size = chance.randrange(len(data)), chance.choice((16, 256, 2048))
    one, other = data[at : at + size], data[at + size : at + 2 * size]
    return data[:at] + other + one + data[at + 2 * size :]


def change_numbers(chance: random.Random, data: bytes) -> bytes:
    """One to three numbers of an XML file, by a digit or out of all bounds."""
    for _ in range(chance.randint(1, 3)):
        found = chance.choice(list(_NUMBER.finditer(data)))
        old = found[0]
        new = chance.choice((
            b"%.4f" % (float(old) * chance.choice((-1, 0, 0.001, 0.5, 1.1, 3, 1000, 1e6))),
            chance.choice((b"inf", b"-inf", b"NaN", b"1e308", b"1e999", b"", b"x", b"0")),
            b"%d" % chance.randrange(10_000),
        ))  # fmt: skip
        data = data[: found.start()] + new + data[found.end() :]
    return data


def change_digits(chance: random.Random, data: bytes) -> bytes:
    """One to five digits: of times, places, counters and totals alike."""
    changed = bytearray(data)
    places = [found.start() for found in _DIGITS.finditer(data)]
    for at in chance.sample(places, chance.randint(1, 5)):
        changed[at] = ord("0") + chance.randrange(10)
    return bytes(changed)


def change_fields(chance: random.Random, data: bytes) -> bytes:
    """Bytes behind the header of a FIT file, its checksum put right again."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(14, len(data) - 2)
        size = chance.choice((1, 2, 4))
        changed[at : at + size] = chance.choice(
            (chance.randbytes(size), b"\x00" * size, b"\x7f" * size, b"\xff" * size)
        )
    body = bytes(changed[: len(data) - 2])
    return body + struct.pack("<H", compute_crc(body))


def change_totals(chance: random.Random, _: bytes) -> bytes:
    """A FIT file whose counter or session says something else."""
    metres = [3.0 * second for second in CLOCK]
    at, factor = chance.randrange(len(metres)), chance.choice((0.0, 0.5, 0.9, 1.1, 2.0, 100.0))
    lasting = chance.choice((1, 5, len(metres)))
    metres[at : at + lasting] = [factor * m for m in metres[at : at + lasting]]
    told = {"elapsed_s": 1800.0, "timer_s": 1800.0, "distance_m": 5400.0}
    told[chance.choice(list(told))] *= chance.choice((0.0, 0.5, 0.9, 1.0, 1.1, 2.0, 100.0))
    total = session(
        elapsed_s=told["elapsed_s"], timer_s=told["timer_s"], distance_m=told["distance_m"]
    )
    return fit_file(records(CLOCK, metres, altitudes_m=_heights_m()), total)


def change_laps(chance: random.Random, data: bytes) -> bytes:
    """The totals of one lap of a TCX file."""
    found = chance.choice(list(_LAP_TOTAL.finditer(data)))
    new = chance.choice((b"inf", b"NaN", b"-1800", b"0", b"", b"1e999", b"900", b"2000", b"180000"))
    return data[: found.start()] + new + data[found.end() :]


BYTES = (flip_bits, delete_bytes, insert_bytes, cut_off, repeat_block, swap_blocks)
MUTATIONS: dict[str, tuple[Mutation, ...]] = {
    "gpx": (*BYTES, change_numbers, change_digits),
    "tcx": (*BYTES, change_numbers, change_digits, change_laps),
    "fit": (*BYTES, change_fields, change_totals),
}


@dataclass(slots=True)
class Found:
    """What came of many damaged files."""

    read_count: int = 0
    refused_count: int = 0
    changed_count: int = 0
    faults: list[str] = field(default_factory=list)
    unsaid: Counter[str] = field(default_factory=Counter)
    unsaid_seeds: list[str] = field(default_factory=list)

    @property
    def noted_share(self) -> float:
        """Of the changes of more than 2 % of the distance, those that carry a note."""
        return 1 - self.unsaid.total() / max(self.changed_count, 1)


def doubt(recording: Recording, analysis: Analysis) -> str | None:
    """Why the run is set aside, as at import."""
    return why_set_aside(
        started_at=recording.started_at,
        distance_m=analysis.distance_m,
        motion_s=analysis.motion_s or analysis.moving_s or analysis.elapsed_s,
        now=NOW,
    )


def faults_of(run: Analysis) -> list[str]:
    """What no runner can have done."""
    distance_m, moving_s, elapsed_s = run.distance_m, run.moving_s, run.elapsed_s
    known = (distance_m, moving_s, elapsed_s, run.ascent_m, run.descent_m, run.heart_rate_bpm)
    faults = [] if all(v is None or (math.isfinite(v) and v >= 0) for v in known) else ["number"]
    length_m = distance_m or 0.0
    if length_m > CLEANING.longest_run_m:
        faults.append("distance")
    motion_s = run.motion_s or moving_s or elapsed_s
    if length_m >= CLEANING.doubted_from_m and motion_s:
        faults += ["speed"] * (length_m > CLEANING.fastest_held_mps * motion_s)
    if run.cadence_spm is not None and not 120 <= run.cadence_spm <= 220:
        faults.append("cadence")
    climb_m = max(run.ascent_m or 0.0, run.descent_m or 0.0)
    if distance_m is not None and climb_m > distance_m:
        faults.append("climb")
    if moving_s is not None and elapsed_s is not None and moving_s > elapsed_s + 5:
        faults.append("clock")
    numbers = [value for row in run.splits.iter_rows() for value in row if value is not None]
    if not all(math.isfinite(value) for value in numbers):
        faults.append("splits")
    if run.splits.height and run.splits["moving_s"].min() < 0:  # ty: ignore[unsupported-operator]
        faults.append("splits")
    return faults


@cache
def sound_files(format_: str) -> list[tuple[bytes, float]]:
    """The files of a format before any damage, each with its distance."""
    contents = [make() for make in FILES[format_]]
    return [(content, expected_m(content)) for content in contents]


def expected_m(content: bytes) -> float:
    """The distance of the sound file."""
    (recording,) = read_file("run", content)
    return analyse(recording).distance_m or 0.0


def try_files(format_: str, *, count: int, seed: int) -> Found:
    """Damage, read, analyse and judge `count` files; any error but a refusal passes through."""
    found = Found()
    for number in range(seed, seed + count):
        try_one(format_, number, found)
    return found


def try_one(format_: str, number: int, found: Found) -> None:
    """One damaged file, the same each time for its format and number."""
    chance = random.Random(f"{format_} {number}")
    content, told_m = chance.choice(sound_files(format_))
    mutate = chance.choice(MUTATIONS[format_])
    if mutate is change_totals:
        _, told_m = sound_files(format_)[0]
    label = f"{getattr(mutate, '__name__', mutate)} {number}"
    try:
        recordings = read_file(f"run.{format_}", mutate(chance, content))
    except (BrokenFile, SkippedFile) as reason:
        assert len(str(reason)) > 20
        found.refused_count += 1
    except Exception as error:
        raise AssertionError(label) from error
    else:
        judge(found, recordings, told_m=told_m, label=label)


def judge(found: Found, recordings: tuple[Recording, ...], *, told_m: float, label: str) -> None:
    """Count one file's runs into `found`."""
    found.read_count += 1
    counted_m = 0.0
    is_said = False
    for recording in recordings:
        try:
            run = analyse(recording)
        except Exception as error:
            raise AssertionError(label) from error
        reason = doubt(recording, run)
        is_said |= bool(reason or run.notes or not recording.is_run)
        if recording.is_run and reason is None:
            counted_m += run.distance_m or 0.0
            found.faults += [f"{label}: {fault}" for fault in faults_of(run)]
    if not abs(counted_m - told_m) <= 0.02 * told_m:
        found.changed_count += 1
        if not is_said:
            found.unsaid[label.split(maxsplit=1)[0]] += 1
            found.unsaid_seeds.append(f"{label} {counted_m:.0f} of {told_m:.0f} m")


@pytest.mark.parametrize("format_", FILES)
def test_no_damage_crashes_counts_the_impossible_or_goes_unsaid(format_):
    """Whatever a disk, a transfer or a program did to a file."""
    found = try_files(format_, count=COUNT, seed=SEED)
    assert found.read_count + found.refused_count == COUNT
    assert found.read_count > COUNT / 3
    assert found.faults == []
    assert found.noted_share >= LEAST_NOTED_SHARE, found.unsaid_seeds
