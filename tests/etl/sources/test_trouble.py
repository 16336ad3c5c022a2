"""Recordings that end in false load: each kind earlier and later in the run, in several formats."""

from datetime import timedelta

import pytest

from etl.analysis import Analysis, analyse
from etl.sources.detect import read_file
from tests.etl.sources.builders import DEGREES_A_METRE, START, gpx, lap, tcx
from tests.etl.sources.fit_bytes import fit_file, fit_time, message, records, session

MINUTES = 30
EVERY_S = 10
CLOCK = list(range(0, MINUTES * 60 + 1, EVERY_S))
WAY = [3.0 * second for second in CLOCK]


def analysed(name: str, data: bytes) -> Analysis:
    """The numbers of the one activity in a file."""
    (recording,) = read_file(name, data)
    return analyse(recording)


def track(
    north_m: list[float], clock_s: list[int], east_m: dict[int, float] | None = None
) -> bytes:
    """A GPX run along those metres north, some points moved east."""
    points = "".join(
        f'<trkpt lat="{46.0 + metres * DEGREES_A_METRE:.9f}" '
        f'lon="{7.0 + (east_m or {}).get(index, 0.0) * DEGREES_A_METRE / 0.6947:.9f}">'
        f"<time>{START + timedelta(seconds=second):%Y-%m-%dT%H:%M:%SZ}</time></trkpt>"
        for index, (metres, second) in enumerate(zip(north_m, clock_s, strict=True))
    )
    return gpx(points)


def counted(metres: list[float], clock_s: list[int], *, laps: str = "") -> bytes:
    """A TCX run whose records count those metres."""
    points = "".join(
        f"<Trackpoint><Time>{START + timedelta(seconds=second):%Y-%m-%dT%H:%M:%SZ}</Time>"
        f"<DistanceMeters>{covered:.2f}</DistanceMeters></Trackpoint>"
        for covered, second in zip(metres, clock_s, strict=True)
    )
    if laps:
        return tcx(lap(points, seconds=0, metres=0).replace("</Lap>", "") + "</Lap>" + laps)
    return tcx(lap(points, seconds=clock_s[-1], metres=metres[-1]))


STRAYS = {
    "first": {0: 20_000.0, 1: 20_000.0},
    "last": {len(CLOCK) - 1: 20_000.0},
    "one on the way": {90: 8_000.0},
    "another continent": {0: 9_000_000.0},
    "several": {20: 3_000.0, 60: 3_000.0, 61: 3_000.0, 120: 3_000.0, 150: 4_000.0},
}


@pytest.mark.parametrize("kind", STRAYS)
def test_points_far_from_the_run_are_no_way_run(kind):
    """A position remembered from yesterday, a leap on the way: 5.4 km stay, and it says so."""
    found = analysed("run.gpx", track(WAY, CLOCK, STRAYS[kind]))
    assert found.distance_m == pytest.approx(5400, rel=0.02)
    assert any("Leaps of position" in note for note in found.notes)


@pytest.mark.parametrize("at", [3, 90, len(CLOCK) - 2])
@pytest.mark.parametrize("leap_m", [700.0, 20_000.0, 9_377_000.0, 10_737_418.24])
def test_a_leap_of_the_counter_is_no_way_run(at, leap_m):
    """A flipped bit in a counter: early, in the middle or late, and whatever the total says."""
    way = [metres + (leap_m if index >= at else 0.0) for index, metres in enumerate(WAY)]
    found = analysed("run.tcx", counted(way, CLOCK))
    assert found.distance_m == pytest.approx(5400, rel=0.02)
    assert found.notes


@pytest.mark.parametrize("order", [("run", "ride"), ("ride", "run"), ("run", "ride", "run")])
@pytest.mark.parametrize("speed_mps", [9.0, 15.0, 33.0])
@pytest.mark.parametrize("format_", ["gpx", "fit"])
def test_a_ride_home_is_not_run(order, speed_mps, format_):
    """A watch that nobody stopped: before, after or between, with lights on the way."""
    speeds: list[float] = []
    for part in order:
        ride = ([speed_mps] * 24 + [0.0] * 4) * 4 + [speed_mps] * 10
        speeds += [3.0] * (180 // order.count("run")) if part == "run" else ride
    clock = [EVERY_S * index for index in range(len(speeds) + 1)]
    way = [0.0]
    for speed in speeds:
        way.append(way[-1] + EVERY_S * speed)
    if format_ == "gpx":
        found = analysed("run.gpx", track(way, clock))
    else:
        total = session(elapsed_s=clock[-1], timer_s=clock[-1], distance_m=way[-1])
        found = analysed("run.fit", fit_file(records(clock, way), total))
    assert found.distance_m == pytest.approx(5400, rel=0.02)
    assert found.moving_s == pytest.approx(1800, rel=0.03)
    assert any("faster than anyone runs" in note for note in found.notes)


@pytest.mark.parametrize("falls_m", [0.0, 80.0])
def test_the_last_fast_step_of_a_ride_and_its_hills_are_ridden(falls_m):
    """Around it the mean is slow where the car stops; downhill by car is no descent."""
    speeds = [3.0] * 180 + [13.5] * 40 + [0.0] * 6
    clock = [EVERY_S * index for index in range(len(speeds) + 1)]
    way = [0.0]
    for speed in speeds:
        way.append(way[-1] + EVERY_S * speed)
    heights = [400.0] * 181 + [400.0 - falls_m * index / 46 for index in range(1, 47)]
    total = session(elapsed_s=clock[-1], timer_s=clock[-1], distance_m=way[-1])
    found = analysed("run.fit", fit_file(records(clock, way, altitudes_m=heights), total))
    assert found.distance_m == pytest.approx(5400, rel=0.001)
    assert found.descent_m == pytest.approx(0, abs=0.5)


def test_a_fast_runner_is_not_carried():
    """Repetitions at 6.5 m/s and a sprint at 9 are run."""
    speeds = ([6.5] * 10 + [2.5] * 8) * 5 + [9.0] * 1 + [3.0] * 20
    way, clock = [0.0], [0]
    for speed in speeds:
        way.append(way[-1] + EVERY_S * speed)
        clock.append(clock[-1] + EVERY_S)
    total = session(elapsed_s=clock[-1], timer_s=clock[-1], distance_m=way[-1])
    found = analysed("run.fit", fit_file(records(clock, way), total))
    assert found.distance_m == pytest.approx(way[-1], rel=0.01)
    assert found.notes == ()


@pytest.mark.parametrize("stalls", [[(60, 72)], [(20, 26), (100, 118)], [(170, 179)]])
def test_a_counter_that_stalls_and_catches_up_loses_nothing(stalls):
    """In a tunnel the counter stands; what it then adds at once was run all the same."""
    way = list(WAY)
    for first, last in stalls:
        for index in range(first, last):
            way[index] = way[first]
    found = analysed("run.fit", fit_file(records(CLOCK, way)))
    assert found.distance_m == pytest.approx(5400, rel=0.01)


@pytest.mark.parametrize("speed_mps", [2.6, 3.5])
def test_a_stall_while_somebody_ran_faster_than_usual_loses_nothing(speed_mps):
    """Down through a tunnel; the counter stands for two minutes and then makes up for them."""
    way = [0.0]
    for index in range(180):
        way.append(way[-1] + EVERY_S * (speed_mps if 60 <= index < 72 else 3.0))
    true_m = way[-1]
    way[61:72] = [way[60]] * 11
    found = analysed("run.fit", fit_file(records(CLOCK, way)))
    assert found.distance_m == pytest.approx(true_m, rel=0.001)


@pytest.mark.parametrize(
    ("laps", "metres", "seconds"),
    [
        ([(3024.0, 1080.0), (1008.0, 360.0), (1008.0, 360.0), (1008.0, 360.0)], 3024.0, 1080.0),
        ([(1008.0, 360.0), (2016.0, 720.0), (3024.0, 1080.0)], 3024.0, 1080.0),
        ([(1008.0, 360.0), (0.0, 360.0), (1008.0, 360.0)], 3024.0, 1080.0),
        ([(1100.0, 360.0), (1100.0, 360.0), (1100.0, 360.0)], 3300.0, 1080.0),
    ],
)
def test_laps_are_summed_as_they_were_written(laps, metres, seconds):
    """The whole beside its parts, laps that count on, a lap of zero; a correction stands."""
    clock = list(range(0, 1081, EVERY_S))
    points = "".join(
        f"<Trackpoint><Time>{START + timedelta(seconds=second):%Y-%m-%dT%H:%M:%SZ}</Time>"
        f"<DistanceMeters>{2.8 * second:.2f}</DistanceMeters></Trackpoint>"
        for second in clock
    )
    written = "".join(
        lap(points if index == 0 else "", seconds=s, metres=m) for index, (m, s) in enumerate(laps)
    )
    found = analysed("run.tcx", tcx(written))
    assert found.distance_m == pytest.approx(metres, rel=0.001)
    assert found.moving_s == pytest.approx(seconds, rel=0.001)


def test_a_counter_in_kilometres_is_one_of_metres():
    """Some programs write kilometres where metres belong."""
    found = analysed("run.tcx", counted([metres / 1000 for metres in WAY], CLOCK).replace(
        b"<DistanceMeters>5.4</DistanceMeters>", b"<DistanceMeters>5400</DistanceMeters>"
    ))  # fmt: skip
    assert found.distance_m == pytest.approx(5400, rel=0.001)
    assert found.splits["distance_m"].sum() == pytest.approx(5400, rel=0.001)


@pytest.mark.parametrize("timer_s", [300.0, 900.0, 1400.0])
def test_a_timer_that_stopped_being_written_is_not_believed(timer_s):
    """Half an hour of records, a third of them on the timer: the speed is that of the records."""
    total = session(elapsed_s=timer_s, timer_s=timer_s, distance_m=None)
    found = analysed("run.fit", fit_file(records(CLOCK, WAY), total))
    assert found.moving_s == pytest.approx(1800, rel=0.01)
    assert found.elapsed_s == pytest.approx(1800, rel=0.01)
    assert found.distance_m == pytest.approx(5400, rel=0.01)


@pytest.mark.parametrize("timer_s", [3600.0, 18_000.0, 180_000.0])
@pytest.mark.parametrize("distance_m", [None, 5400.0, 5700.0])
def test_a_timer_that_ran_on_beyond_its_records_is_not_believed(timer_s, distance_m):
    """Nobody stopped it: the records hold all of the way, so they hold the time too."""
    total = session(elapsed_s=1800, timer_s=timer_s, distance_m=distance_m)
    found = analysed("run.fit", fit_file(records(CLOCK, WAY), total))
    assert found.moving_s == pytest.approx(1800)
    assert found.elapsed_s == pytest.approx(1800)
    assert any("too long for its records" in note for note in found.notes)


def test_a_timer_beyond_records_that_broke_off_is_believed():
    """Where the records hold half of the way, they hold half of the time."""
    total = session(elapsed_s=3600, timer_s=3600, distance_m=10_800)
    found = analysed("run.fit", fit_file(records(CLOCK, WAY), total))
    assert (found.distance_m, found.moving_s) == (10_800, 3600)


@pytest.mark.parametrize(
    ("told_m", "is_said"), [(5400, False), (5500, False), (5940, True), (4860, True)]
)
def test_a_total_apart_from_its_records_says_so(told_m, is_said):
    """The runner's own correction counts, and one sees that it is one."""
    total = session(elapsed_s=1800, timer_s=1800, distance_m=told_m)
    found = analysed("run.fit", fit_file(records(CLOCK, WAY), total))
    assert found.distance_m == told_m
    assert any("counts; the records come to" in note for note in found.notes) == is_said


@pytest.mark.parametrize("at", [2, 60, 178])
@pytest.mark.parametrize("later_s", [-900, 900, 3000])
def test_one_point_dated_wrongly_leaves_the_others_in_their_order(at, later_s):
    """One wrong digit in a time: the point goes, no way there and back is counted."""
    clock = list(CLOCK)
    clock[at] += later_s
    found = analysed("run.gpx", track(WAY, clock))
    assert found.distance_m == pytest.approx(5400, rel=0.01)
    assert found.moving_s == pytest.approx(1800, rel=0.01)
    assert any("1 point went back in time" in note for note in found.notes)


@pytest.mark.parametrize("written", ["inf", "NaN", "-1800", "1e999", "", "0"])
@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_lap_whose_metres_are_no_number_leaves_the_records_to_tell(written, at):
    """An endless lap is neither a ride nor kilometres."""
    points = "".join(
        f"<Trackpoint><Time>{START + timedelta(seconds=second):%Y-%m-%dT%H:%M:%SZ}</Time>"
        f"<DistanceMeters>{3.0 * second:.2f}</DistanceMeters></Trackpoint>"
        for second in CLOCK
    )
    laps = [lap(points if index == 0 else "", seconds=600, metres=1800) for index in range(3)]
    laps[at] = laps[at].replace(">1800<", f">{written}<", 1)
    found = analysed("run.tcx", tcx("".join(laps)))
    assert found.distance_m == pytest.approx(5400, rel=0.001)
    assert found.moving_s == pytest.approx(1800)
    assert any("has no distance" in note for note in found.notes)


def test_a_timer_that_leaves_out_a_stand_is_believed():
    """Five minutes at a gate are not run, and the watch knows."""
    clock = [*CLOCK[:90], *range(1200, 2101, EVERY_S)]
    way = [3.0 * (second if second < 900 else second - 300) for second in clock]
    total = session(elapsed_s=clock[-1], timer_s=clock[-1] - 300, distance_m=way[-1])
    found = analysed("run.fit", fit_file(records(clock, way), total))
    assert found.moving_s == clock[-1] - 300


@pytest.mark.parametrize("hours", [3, 26, 130])
@pytest.mark.parametrize("where", ["before", "after"])
def test_a_point_hours_away_is_not_of_the_run(hours, where):
    """Stopped the next day, or begun with a record of days ago: the run keeps day and time."""
    clock = [second + (hours * 3600 if where == "before" else 0) for second in CLOCK]
    far = 0 if where == "before" else CLOCK[-1] + hours * 3600
    clock = [far, *clock] if where == "before" else [*clock, far]
    way = [0.0, *WAY] if where == "before" else [*WAY, WAY[-1]]
    (recording,) = read_file("run.gpx", track(way, clock))
    begun = START + timedelta(hours=hours if where == "before" else 0)
    assert recording.started_at == begun
    found = analyse(recording)
    assert found.elapsed_s == pytest.approx(1800)
    assert found.distance_m == pytest.approx(5400, rel=0.01)
    assert any("far from all others" in note for note in found.notes)


def test_a_night_between_two_days_of_one_race_stays():
    """Seven hours of sleep part two long stretches of the same recording; both are run."""
    clock = [*CLOCK, *(second + 25_200 for second in CLOCK[1:])]
    way = [*WAY, *(WAY[-1] + metres for metres in WAY[1:])]
    found = analysed("run.fit", fit_file(records(clock, way)))
    assert found.distance_m == pytest.approx(10_800, rel=0.01)


def test_records_minutes_apart_leave_the_climb_to_the_watch():
    """In ultra mode a watch writes a record every two minutes; between them it measured on."""
    clock = list(range(0, 14_401, 120))
    way = [2.6 * second for second in clock]
    heights = [500.0 + 300.0 * (index % 2) for index in range(len(clock))]
    total = session(
        elapsed_s=14_400, timer_s=14_400, distance_m=way[-1], ascent_m=600, descent_m=590
    )
    found = analysed("run.fit", fit_file(records(clock, way, altitudes_m=heights), total))
    assert (found.ascent_m, found.descent_m) == (600, 590)


def test_zero_in_fit_is_no_altitude():
    """What stands for 500 m below the sea was never written."""
    content = fit_file(
        records(CLOCK, WAY, altitudes_m=[-500.0] * len(CLOCK)),
        session(elapsed_s=1800, timer_s=1800, distance_m=5400, ascent_m=12, descent_m=9),
    )
    found = analysed("run.fit", content)
    assert (found.ascent_m, found.altitude_source) == (None, "none")


@pytest.mark.parametrize("stood_s", [0, 300, 900])
def test_cadence_is_that_of_the_seconds_with_steps(stood_s):
    """However long somebody stands at a light, the feet went 170 times a minute."""
    moving = [*CLOCK, *(CLOCK[-1] + second for second in range(10, stood_s + 1, 10))]
    rows = [
        (fit_time(START) + s, round(300 * min(s, CLOCK[-1])), 85 if s <= CLOCK[-1] else 0)
        for s in moving
    ]
    body = message(20, [(253, "uint32"), (5, "uint32"), (4, "uint8")], rows)
    found = analysed("run.fit", fit_file(body))
    assert found.cadence_spm == pytest.approx(170)


@pytest.mark.parametrize("total_m", [0.96, 540.0, 3500.0, 8200.0, 12_000.0])
def test_a_total_of_another_run_gives_way_to_whole_records(total_m):
    """Records that last as long as the timer know better; what they say is said."""
    total = session(elapsed_s=1800, timer_s=1800, distance_m=total_m)
    found = analysed("run.fit", fit_file(records(CLOCK, WAY), total))
    assert found.distance_m == pytest.approx(5400, rel=0.001)
    assert found.notes
