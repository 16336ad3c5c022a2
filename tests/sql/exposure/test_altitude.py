"""Which altitude is believed: by itself, against what is told, and against other devices."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import polars as pl
import pytest

from etl.ingest.exposure import settle_runs
from etl.reference.recording_sources import places
from etl.storage.duckdb_files import Connection
from tests.sql.exposure.conftest import activity_row

SPRING = date(2026, 3, 1)


@dataclass(frozen=True, slots=True)
class Runs:
    """Even runs of one device, one every third day: what the analysis says of each.

    Climb in metres a kilometre on 10 km; descent is as much where nothing else is said.
    """

    device: str | None
    climb: float
    jagged: float | None
    answer: float | None
    count: int = 20
    begins: date = SPRING
    told: float | None = None
    source: str = "barometric"
    descent: float | None = None
    hour: int = 9
    detail_level: str = "stream"

    def rows(self) -> list[dict]:
        """As `core.activity` has them."""
        return [self._row(self.begins + timedelta(days=3 * index)) for index in range(self.count)]

    def _row(self, day: date) -> dict:
        name = f"{self.device} {day} {self.hour}"
        return activity_row() | {
            "activity_id": name,
            "original_sha256": name,
            "device": self.device,
            "local_date": day,
            "started_at": activity_row()["started_at"].replace(
                year=day.year, month=day.month, day=day.day, hour=self.hour
            ),
            "distance_m": 10_000.0,
            "moving_s": 3600.0,
            "elapsed_s": 3600.0,
            "ascent_m": 10 * self.climb,
            "descent_m": 10 * (self.climb if self.descent is None else self.descent),
            "told_ascent_m": None if self.told is None else 10 * self.told,
            "altitude_source": self.source,
            "detail_level": self.detail_level,
            "jaggedness_ratio": self.jagged,
            "pace_answer_ratio": self.answer,
        }


ROAD = Runs("road watch", climb=8, jagged=0.9, answer=0.05, hour=18)
TRAIL = Runs("trail watch", climb=45, jagged=0.55, answer=0.5)
NOISE = Runs("bad watch", climb=33, jagged=1.4, answer=0.02)
DRIFT = Runs("bad watch", climb=33, jagged=0.95, answer=0.02)

Judge = Callable[..., Counter]


@pytest.fixture
def judge(database: Connection) -> Judge:
    """Put runs in, judge, and count the verdicts by device."""

    def run(*runs: Runs, right: Sequence[str] = ()) -> Counter:
        rows = [row for some in runs for row in some.rows()]
        if rows:
            database.register("arriving", pl.DataFrame(rows, infer_schema_length=None))
            database.execute("insert into core.activity by name from arriving")
        settle(database, right=right)
        return Counter(
            database.execute("select device, altitude_doubt from core.activity").fetchall()
        )

    return run


def settle(database: Connection, *, right: Sequence[str] = ()) -> None:
    """What a refresh of the runner does; `right`: recordings whose altitude the runner trusts."""
    words = [
        (name, "is_altitude_right", "true", order) for order, name in enumerate(right, start=1)
    ]
    text = pl.String
    chosen = {"activity_id": text, "field": text, "value": text, "saved_order": pl.Int64}
    database.register("chosen", pl.DataFrame(words, schema=chosen, orient="row"))
    database.register("confirmed_rest", pl.DataFrame(schema={"local_date": pl.Date}))
    database.register("source_order", pl.DataFrame(schema={"source_name": text, "place": pl.Int64}))
    database.register("brought", pl.DataFrame(schema={"original_sha256": text, "came_with": text}))
    database.register("usual_order", places())
    settle_runs(database, runner_id="mara")


@pytest.mark.parametrize(
    ("runs", "verdict"),
    [
        ((NOISE,), "rough"),
        ((DRIFT, ROAD), "unlike_other_devices"),
        ((replace(DRIFT, climb=45.8, told=2.2, count=1),), "unlike_told"),
        ((replace(NOISE, answer=None, told=2.2),), "unlike_told"),
        ((replace(NOISE, device=None),), "rough"),
        ((replace(NOISE, climb=8),), "rough"),
        ((replace(NOISE, source="gps"),), "rough"),
    ],
)
def test_a_barometer_that_wanders_is_not_believed(judge, runs, verdict):
    """By its roughness, beside the other watch, or by the table's total; satellites as well."""
    bad = runs[0]
    assert judge(*runs)[bad.device, verdict] == bad.count


@pytest.mark.parametrize(
    "runs",
    [
        (TRAIL, ROAD),
        (TRAIL,),
        (ROAD, replace(TRAIL, begins=date(2026, 9, 1))),
        (replace(ROAD, device="old watch"), replace(TRAIL, device="new watch", answer=0.25)),
        (replace(TRAIL, jagged=1.3, answer=0.4), ROAD),
        (replace(TRAIL, told=15.0),),
        (replace(TRAIL, jagged=None, answer=None), ROAD),
        (replace(TRAIL, answer=0.05, climb=1, descent=90), ROAD),
    ],
    ids=[
        "mountains on one device only",
        "mountains and nothing else",
        "moved house, half a year apart",
        "new watch at once with the hills",
        "short ramps",
        "the table tells a third",
        "nothing to judge by",
        "down only",
    ],
)
def test_honest_mountains_are_believed(judge, runs):
    """Whoever slows down where it gets steep runs real hills."""
    assert {doubt for _, doubt in judge(*runs)} == {None}


@pytest.mark.parametrize(
    "runs",
    [
        Runs("phone", climb=4, jagged=1.3, answer=0.0, source="gps"),
        Runs("phone", climb=9, jagged=1.2, answer=-0.1, source="gps", told=34.0),
        Runs("phone", climb=15, jagged=1.13, answer=0.28, source="gps", told=33.0),
    ],
)
def test_satellite_noise_that_makes_no_hills_stays_as_rough_as_it_is(judge, runs):
    """What the coarse threshold left, beside a watch: three real ones' numbers."""
    assert {doubt for _, doubt in judge(runs, ROAD)} == {None}


def test_the_calm_runs_of_a_bad_device_are_not_believed_either(judge):
    """Half of them wander: hills are unknown for that device over that time, not for the other."""
    calm = replace(NOISE, climb=3, count=10, hour=18)
    assert judge(replace(NOISE, count=10), calm, replace(ROAD, hour=6, count=4)) == {
        ("bad watch", "rough"): 10,
        ("bad watch", "unreliable_device"): 10,
        ("road watch", None): 4,
    }


def test_one_wild_run_is_doubted_alone(judge):
    """Its device is good on nineteen others."""
    wild = replace(ROAD, climb=46, jagged=1.4, answer=0.0, count=1, hour=6)
    found = judge(wild, replace(ROAD, count=19))
    assert found == {("road watch", "rough"): 1, ("road watch", None): 19}


def test_a_repair_ends_the_doubt_on_its_day(judge, database):
    """Forty weeks of wandering, then the hole is clean."""
    repaired = SPRING + timedelta(days=300)
    judge(
        replace(DRIFT, count=100),
        replace(DRIFT, climb=8, count=100, begins=repaired),
        replace(ROAD, count=200),
    )
    found = database.execute(
        "select max(local_date) filter (altitude_doubt is not null),"
        " min(local_date) filter (altitude_doubt is null) from core.activity"
        " where device = 'bad watch'"
    ).fetchone()
    assert found is not None
    last_doubted, first_believed = found
    assert abs((last_doubted - repaired).days) <= 6
    assert last_doubted < first_believed


def test_two_devices_on_one_run_tell_which_of_them_wanders(judge):
    """One climbs 33 m a kilometre, the other 8, on the same twenty runs; three would be too few
    for a look at the device, yet each pair tells.
    """
    one, other = replace(DRIFT, count=3), replace(ROAD, count=3, hour=9)
    assert judge(one, other) == {
        ("bad watch", "unlike_other_devices"): 3,
        ("road watch", None): 3,
    }


def test_a_verdict_turns_round_with_what_it_was_judged_by(judge, database):
    """Other devices come and go; the recording's own numbers stay."""
    numbers = (
        "select ascent_m, descent_m, altitude_source, altitude_doubt"
        " from core.activity where device = 'bad watch' group by all"
    )
    judge(DRIFT)
    before = database.execute(numbers).fetchall()
    judge(ROAD)
    doubted = database.execute(numbers).fetchall()
    database.execute("delete from core.activity where device = 'road watch'")
    judge()
    assert before == [(330.0, 330.0, "barometric", None)]
    assert doubted == [(None, None, "none", "unlike_other_devices")]
    assert database.execute(numbers).fetchall() == before


def test_the_order_in_which_runs_come_decides_nothing(judge, database):
    """All at once, or the other device first and the rest one by one."""
    judge(ROAD)
    for index in range(5):
        judge(replace(DRIFT, count=1, begins=SPRING + timedelta(days=3 * index)))
    in_steps = database.execute("from core.activity order by activity_id").fetchall()
    database.execute("delete from core.activity")
    judge(replace(DRIFT, count=5), ROAD)
    assert database.execute("from core.activity order by activity_id").fetchall() == in_steps
    assert sum("unlike_other_devices" in row for row in in_steps) == 5


def test_the_runners_word_wins_for_its_run(judge, database):
    """One of twenty is said to be right, and that one is."""
    judge(NOISE)
    (name,) = database.execute("select min(activity_id) from core.activity").fetchone() or ("",)
    found = judge(right=[name])
    assert found == {("bad watch", "rough"): 19, ("bad watch", None): 1}


@pytest.mark.parametrize("what", ["set_aside_reason = 'no run'", "is_treadmill = true"])
def test_what_does_not_count_is_not_judged(judge, database, what):
    """A run left out is held against no other device either."""
    judge(DRIFT, ROAD)
    database.execute(f"update core.activity set {what} where device = 'road watch'")  # noqa: S608  our own names
    assert judge() == {("bad watch", None): 20, ("road watch", None): 20}


def test_a_summary_is_what_it_tells(judge):
    """A row of a table has no altitude that could wander."""
    told = replace(NOISE, detail_level="summary", jagged=None, answer=None)
    assert judge(told, ROAD)["bad watch", None] == 20


def test_doubt_empties_exposure_and_downhill_and_gives_them_back(judge, database):
    """A run with splits of 8 % down: hills unknown while in doubt, its distance and steps never."""
    one = replace(NOISE, count=1)
    name = one.rows()[0]["activity_id"]
    splits = [
        {
            "activity_id": name,
            "runner_id": "mara",
            "split_index": index,
            "distance_m": 50.0,
            "moving_s": 15.0,
            "elapsed_s": 15.0,
            "altitude_change_m": -4.0,
            "grade_ratio": -0.08,
            "speed_mps": 50 / 15,
            "cadence_spm": 170.0,
            "is_walking": False,
        }
        for index in range(200)
    ]
    database.register("splits", pl.DataFrame(splits))
    database.execute("insert into core.split by name from splits")
    numbers = (
        "select downhill_m, down_5_10_m, downhill_weighted_m is null, running_m,"
        " exposure.step_count, is_downhill, load_downhill_term > 0"
        " from core.exposure join core.speed_band using (activity_id)"
    )
    judge(one)
    doubted = database.execute(numbers).fetchall()
    judge(right=[name])
    believed = database.execute(numbers).fetchall()
    assert doubted == [(None, None, True, 10_000.0, 8500.0, False, False)]
    assert believed == [(10_000.0, 10_000.0, False, 10_000.0, 8500.0, True, True)]
