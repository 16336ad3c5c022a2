"""What goes wrong with recordings of runs: each kind planted into a sound one by chance.

A trouble takes the trace of a run and returns what a runner then has of it: files, rows of an
export, or both. None of them changes what was run.
"""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random

import numpy as np

from tests.properties.recordings import Trace, encode


@dataclass(slots=True, kw_only=True)
class Written:
    """What there is of one run: contents by file name, and rows of an export (start, m, s)."""

    files: dict[str, bytes] = field(default_factory=dict)
    rows: list[tuple[Trace, float]] = field(default_factory=list)  # trace, its distance by the row


_LONGEST_SHORT_BIT = 16  # of centimetres: 655 m; the next one is over 5 % of any run here

Planted = Callable[[Random, Trace, str], Written]
Changed = Callable[[Random, Trace], Trace]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A kind of trouble, and what may come of it beside the truth.

    `may_be_partial`: the rest is lost, so a note is all that can be asked for. `hides_altitude`:
    descent is then unknown. Whatever is unknown, or asked about, is right for any of them.
    """

    plant: Planted
    formats: tuple[str, ...] = ("fit", "tcx", "gpx")
    may_be_partial: bool = False
    hides_altitude: bool = False


def written(trace: Trace, format_: str) -> Written:
    """The recording as it is."""
    return Written(files={f"run.{format_}": encode(trace, format_)})


def changed(change: Changed) -> Planted:
    """A trouble of the recording itself, whatever its format."""
    return lambda chance, trace, format_: written(change(chance, trace), format_)


def strayed(chance: Random, trace: Trace, *, first: int, last: int) -> Trace:
    """Some positions far away: remembered from the last place, or invented."""
    east = trace.east_m.copy()
    east[first:last] += chance.choice((-1, 1)) * 10 ** chance.uniform(3.5, 6.9)
    return replace(trace, east_m=east)


def stray_first(chance: Random, trace: Trace) -> Trace:
    """The position where the watch was last switched off."""
    return strayed(chance, trace, first=0, last=chance.randint(1, 2))


def stray_last(chance: Random, trace: Trace) -> Trace:
    """A position invented as the signal was lost."""
    return strayed(chance, trace, first=trace.count - chance.randint(1, 2), last=trace.count)


def stray_middle(chance: Random, trace: Trace) -> Trace:
    """One or two on the way."""
    at = chance.randrange(20, trace.count - 20)
    return strayed(chance, trace, first=at, last=at + chance.randint(1, 2))


def other_continent(chance: Random, trace: Trace) -> Trace:
    """The first point where the runner was on holiday: its zone is not the run's."""
    north, east = trace.north_m.copy(), trace.east_m.copy()
    north[0] -= chance.uniform(2e6, 7e6) * np.sign(trace.place[0])
    east[0] += chance.choice((-1, 1)) * chance.uniform(3e6, 6e6)
    return replace(trace, north_m=north, east_m=east)


def replayed_position(chance: Random, trace: Trace) -> Trace:
    """Positions of some minutes ago once more, then back to where the runner is."""
    back = chance.randint(20, 60)
    at = chance.randrange(back, trace.count - 10)
    north, east = trace.north_m.copy(), trace.east_m.copy()
    for name in (north, east):
        name[at : at + 2] = name[at - back : at - back + 2].copy()
    return replace(trace, north_m=north, east_m=east)


def _ride(chance: Random, trace: Trace) -> Trace:
    """Half an hour in a car with red lights, down to the valley."""
    speeds: list[float] = []
    while len(speeds) < 120:
        speeds += [chance.uniform(9, 32)] * chance.randint(14, 40)
        speeds += [0.0] * chance.randint(2, 9)
    step_s = float(trace.clock_s[1] - trace.clock_s[0])
    metres = np.cumsum(np.array(speeds)) * step_s
    seconds = np.arange(len(speeds)) * step_s
    valley_m = np.linspace(0, chance.choice((0.0, 80.0)), len(speeds))
    lasted_s = float(seconds[-1] + step_s)
    told = replace(
        trace.told,
        distance_m=float(metres[-1]),
        timer_s=lasted_s,
        elapsed_s=lasted_s,
        descent_m=float(valley_m[-1]),
    )
    return replace(
        trace,
        clock_s=seconds,
        counter_m=metres,
        north_m=metres * 0.6,
        east_m=metres * 0.8,
        altitude_m=trace.altitude_m[-1] - valley_m,
        told=told,
    )


def ride_home(chance: Random, trace: Trace) -> Trace:
    """Nobody stopped the watch before driving off."""
    return trace.followed_by(_ride(chance, trace), after_s=float(trace.clock_s[1]))


def left_running(chance: Random, trace: Trace) -> Trace:
    """The watch lies at home for hours, and its barometer follows the weather."""
    return _left_lying(chance, trace, wobble_m=0.0)


def left_running_outside(chance: Random, trace: Trace) -> Trace:
    """The same where no counter stands still, and every position is a little elsewhere."""
    found = _left_lying(chance, trace, wobble_m=chance.uniform(0.5, 6.0))
    return replace(found, rest_from=trace.count)


def _left_lying(chance: Random, trace: Trace, *, wobble_m: float) -> Trace:
    count = chance.randint(360, 1000)
    step_s = float(trace.clock_s[1])
    still = np.zeros(count)
    wobble = np.array([chance.uniform(-wobble_m, wobble_m) for _ in range(2 * count)])
    rest = replace(
        trace,
        clock_s=np.arange(count) * step_s,
        counter_m=still,
        north_m=wobble[:count],
        east_m=wobble[count:],
        altitude_m=trace.altitude_m[-1] + np.linspace(0, chance.uniform(-6, 6), count),
        told=replace(trace.told, distance_m=0.0, timer_s=count * step_s, elapsed_s=0.0,
                     descent_m=0.0),
    )  # fmt: skip
    return trace.followed_by(rest, after_s=step_s)


def flipped_bit(chance: Random, trace: Trace) -> Trace:
    """One bit of the counter, in one record or from there on, and in the total or not."""
    bit = chance.randint(15, 30)
    found = _flipped(chance, trace, bit=bit, is_in_total=bit > _LONGEST_SHORT_BIT)
    return found if chance.random() < 0.5 else replace(found, told=trace.told)


def flipped_bit_short(chance: Random, trace: Trace) -> Trace:
    """The same by a few hundred metres, in the counter and in the total alike."""
    bit = chance.randint(15, _LONGEST_SHORT_BIT)
    return _flipped(chance, trace, bit=bit, is_in_total=True)


def _flipped(chance: Random, trace: Trace, *, bit: int, is_in_total: bool) -> Trace:
    at = chance.randrange(1, trace.count)
    until = chance.choice((at + 1, trace.count))
    leap_m = 2**bit / 100
    counter = trace.counter_m.copy()
    counter[at:until] += leap_m
    told_m = trace.told.distance_m + (leap_m if is_in_total else 0.0)
    return replace(trace, counter_m=counter, told=replace(trace.told, distance_m=told_m))


def counter_stalls(chance: Random, trace: Trace) -> Trace:
    """In a tunnel the counter stands, then it makes up for all of it at once."""
    counter = trace.counter_m.copy()
    for _ in range(chance.randint(1, 3)):
        at, length = chance.randrange(10, trace.count - 20), chance.randint(4, 14)
        counter[at : at + length] = counter[at]
    return replace(trace, counter_m=counter)


def laps_repeat(chance: Random, trace: Trace) -> Trace:
    """The whole as a lap beside its parts, laps that count on, or a lap of no metres."""
    metres, seconds = trace.told.distance_m, trace.told.timer_s
    parts = ((metres / 3, seconds / 3),) * 3
    laps = chance.choice((
        ((metres, seconds), *parts),
        (*parts, (metres, seconds)),
        tuple((metres * n / 3, seconds * n / 3) for n in (1, 2, 3)),
        (parts[0], (0.0, seconds / 3), parts[2]),
    ))  # fmt: skip
    return replace(trace, told=replace(trace.told, laps=laps))


def timer_short(chance: Random, trace: Trace) -> Trace:
    """A timer that was no longer written after a while."""
    timer_s = trace.told.timer_s * chance.uniform(0.25, 0.75)
    return replace(trace, told=replace(trace.told, timer_s=timer_s))


def altitude_zero(_: Random, trace: Trace) -> Trace:
    """A device without altitude that writes 0."""
    told = replace(trace.told, descent_m=0.0)
    return replace(trace, altitude_m=np.zeros(trace.count), told=told)


def altitude_never_written(_: Random, trace: Trace) -> Trace:
    """FIT's raw zero, 500 m below the sea."""
    told = replace(trace.told, descent_m=9.0)
    return replace(trace, altitude_m=np.full(trace.count, np.nan), told=told)


def barometer_wanders(chance: Random, trace: Trace) -> Trace:
    """Metres up and down with every gust, tens of metres a kilometre."""
    steps = np.array([chance.gauss(0, 2.5) for _ in range(trace.count)])
    told = replace(trace.told, descent_m=float(-steps[steps < 0].sum()))
    return replace(trace, altitude_m=trace.altitude_m + np.cumsum(steps), told=told)


def session_start_zero(_: Random, trace: Trace) -> Trace:
    """A session that was never told when it began."""
    return replace(trace, has_start=False)


def untyped_slow(_: Random, trace: Trace) -> Trace:
    """A returning runner at a walker's speed with a runner's steps; the file names no type."""
    slower = np.round(trace.clock_s * 1.6)
    told = replace(trace.told, timer_s=float(slower[-1]), elapsed_s=float(slower[-1]))
    return replace(trace, kind=None, strides=78, clock_s=slower, told=told)


def untyped(_: Random, trace: Trace) -> Trace:
    """Neither type nor steps: only the speed tells."""
    return replace(trace, kind=None, strides=None)


def typed_other(_: Random, trace: Trace) -> Trace:
    """TCX has no word for a trail run; its steps tell."""
    return replace(trace, kind="Other")


def developer_field_named_as_native(chance: Random, trace: Trace) -> Trace:
    """An app on the watch writes its own numbers under a native name."""
    return replace(trace, developer=chance.choice(("distance", "speed", "cadence")))


def last_point_next_day(chance: Random, trace: Trace) -> Trace:
    """Stopped when the watch was found again."""
    clock = trace.clock_s.copy()
    clock[-1] += chance.randint(15, 30) * 3600
    return replace(trace, clock_s=clock, told=replace(trace.told, elapsed_s=float(clock[-1])))


def resumed_next_day(_: Random, trace: Trace) -> Trace:
    """Paused at half, gone on with on the next day; the truth is two runs."""
    half = trace.count // 2
    clock = trace.clock_s.copy()
    clock[half:] += 86_400.0
    return replace(trace, clock_s=clock, told=replace(trace.told, elapsed_s=float(clock[-1])))


def another_device(chance: Random, trace: Trace, format_: str) -> Written:
    """A phone in the pocket that began a little later and measured a little otherwise."""
    share = 1 + chance.uniform(-0.012, 0.012)
    other = replace(
        trace,
        started_at=trace.started_at + timedelta(seconds=chance.randint(-25, 25)),
        north_m=trace.north_m * share + 3,
        east_m=trace.east_m * share,
    )
    late = chance.choice((0, 0, 6, 12))  # records: the phone was started on the way
    other = replace(
        other,
        **{name: getattr(other, name)[late:] for name in
           ("clock_s", "counter_m", "north_m", "east_m", "altitude_m")},
    )  # fmt: skip
    found = written(trace, format_)
    found.files["phone.gpx"] = encode(other, "gpx")
    return found


def local_time_as_utc(_: Random, trace: Trace, format_: str) -> Written:
    """A copy by a program that wrote the local clock and called it UTC."""
    found = written(trace, format_)
    shifted = replace(trace, started_at=trace.started_at + trace.utc_offset)
    found.files["copy.gpx"] = encode(shifted, "gpx")
    return found


def second_platform(chance: Random, trace: Trace, format_: str) -> Written:
    """The same run once more as a row of an export, by that platform's own reckoning."""
    found = written(trace, format_)
    found.rows.append((trace, trace.told.distance_m * (1 + chance.uniform(-0.012, 0.012))))
    return found


def only_a_row(_: Random, trace: Trace, __: str) -> Written:
    """Typed in by hand, or its file was lost."""
    return Written(rows=[(trace, trace.told.distance_m)])


def zip_in_zip(_: Random, trace: Trace, format_: str) -> Written:
    """As some platforms hand out everything at once."""
    content = encode(trace, format_)
    for name in (f"run.{format_}", "inner.zip"):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, content)
        content = packed.getvalue()
    return Written(files={"outer.zip": content})


def broken_off(chance: Random, trace: Trace, format_: str) -> Written:
    """The battery, or the cable."""
    content = encode(trace, format_)
    return Written(
        files={f"run.{format_}": content[: int(len(content) * chance.uniform(0.3, 0.97))]}
    )


GPX, COUNTED, FIT, TCX = ("gpx",), ("fit", "tcx"), ("fit",), ("tcx",)
TROUBLES: dict[str, Trouble] = {
    "stray first fix": Trouble(plant=changed(stray_first), formats=GPX),
    "stray last fix": Trouble(plant=changed(stray_last), formats=GPX),
    "stray fix on the way": Trouble(plant=changed(stray_middle), formats=GPX),
    "first point on another continent": Trouble(plant=changed(other_continent)),
    "position replayed": Trouble(plant=changed(replayed_position), formats=GPX),
    "ride home": Trouble(plant=changed(ride_home)),
    "left running": Trouble(plant=changed(left_running), formats=COUNTED),
    "left running, positions wander": Trouble(plant=changed(left_running_outside), formats=GPX),
    "flipped bit": Trouble(plant=changed(flipped_bit), formats=COUNTED),
    "flipped bit, short, in the total too": Trouble(
        plant=changed(flipped_bit_short), formats=COUNTED
    ),
    "counter stalls": Trouble(plant=changed(counter_stalls), formats=COUNTED),
    "laps repeat": Trouble(plant=changed(laps_repeat), formats=TCX),
    "timer short": Trouble(plant=changed(timer_short), formats=COUNTED),
    "altitude zero": Trouble(plant=changed(altitude_zero), hides_altitude=True),
    "altitude never written": Trouble(
        plant=changed(altitude_never_written), formats=FIT, hides_altitude=True
    ),
    "barometer wanders": Trouble(plant=changed(barometer_wanders), hides_altitude=True),
    "session start zero": Trouble(plant=changed(session_start_zero), formats=FIT),
    "no type, slow, with steps": Trouble(plant=changed(untyped_slow), formats=GPX),
    "no type, no steps": Trouble(plant=changed(untyped), formats=GPX),
    "typed other, with steps": Trouble(plant=changed(typed_other), formats=TCX),
    "developer fields": Trouble(plant=changed(developer_field_named_as_native), formats=FIT),
    "last point next day": Trouble(plant=changed(last_point_next_day)),
    "resumed next day": Trouble(plant=changed(resumed_next_day)),
    "another device": Trouble(plant=another_device, formats=COUNTED),
    "local time as UTC": Trouble(plant=local_time_as_utc, formats=COUNTED),
    "second platform": Trouble(plant=second_platform),
    "only a row": Trouble(plant=only_a_row, hides_altitude=True),
    "ZIP in ZIP": Trouble(plant=zip_in_zip),
    "broken off": Trouble(plant=broken_off, may_be_partial=True),
}
