"""Each weekly view against loops over days that know nothing of SQL, on random histories."""

from datetime import date
from functools import partial
from operator import attrgetter
from statistics import median
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.properties import oracle
from tests.properties.histories import BANDS, Activity, History, histories, put
from tests.sql.world import World

# The same histories on every machine: a failure is a finding, not bad luck.
random_histories = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


SEEN = {
    "metric.runner_week": "week_start_date, distance_m, moving_s, run_count, longest_run_m,"
    " ascent_m, descent_m, ascent_known_share, descent_known_share, covered_day_count,"
    " is_complete, is_running",
    "metric.weekly_ramp": "week_start_date, ramp_ratio, ramp_4w_ratio, ramp_band",
    "metric.session_spike": "session_id, longest_30d_m, spike_ratio, spike_band, distance_m,"
    " local_date",
    "metric.hill_exposure": "week_start_date, ascent_m, descent_m, downhill_weighted_m,"
    f" descent_28d_ratio, hills_known_share, {', '.join(f'{band}_m' for band in BANDS)}",
    "metric.speed_exposure": "week_start_date, reference_speed_mps, easy_s, moderate_s, fast_s,"
    " sprint_s, speed_known_share",
    "metric.run": "session_id, week_start_date, cadence_adjusted_spm",
    "metric.cadence_trend": "week_start_date, cadence_adjusted_spm, trend_spm_per_week",
}
"""What is looked at, and in which columns."""

Drawn = list[tuple[History, dict[str, list[dict[str, Any]]]]]
"""Histories, and the rows of each view over them."""


@pytest.fixture(scope="module")
def drawn(world: World) -> Drawn:
    """Forty histories, put into the tables once for all tests: views share most of their work."""
    found: Drawn = []

    @settings(random_histories, max_examples=40)
    @given(history=histories())
    def draw(history: History) -> None:
        put(world, history)
        _add_best_efforts(world, history)
        _add_cadence(world, history)
        found.append((history, {view: rows(world, view, SEEN[view]) for view in SEEN}))

    draw()
    assert len(found) >= 40
    return found


def rows(world: World, view: str, columns: str) -> list[dict[str, Any]]:
    """The rows of the view, by week or start."""
    found = world.connection.execute(f"select {columns} from {view} order by 1")  # noqa: S608  our own names
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def near(expected: float | None) -> object:
    """Equal but for the rounding of stored numbers."""
    return None if expected is None else pytest.approx(expected, abs=2e-6, rel=1e-9)


def test_a_week_is_the_sum_of_its_runs(drawn: Drawn):
    """metric.runner_week: sums, counts, the longest run, and what is known."""
    for history, seen in drawn:
        found = seen["metric.runner_week"]
        weeks = oracle.weeks(history)
        assert [row["week_start_date"] for row in found] == [week.start for week in weeks]
        for row, week in zip(found, weeks, strict=True):
            for name in ("distance_m", "moving_s"):
                assert row[name] == near(week.total(name)), name
            for name in ("ascent", "descent"):
                assert row[f"{name}_m"] == near(week.known(attrgetter(f"{name}_m"))), name
                share = week.share(attrgetter(f"{name}_m"))
                assert row[f"{name}_known_share"] == near(share), name
            assert row["run_count"] == (len(week.sessions) if week.is_known else None)
            lengths = [run.total("distance_m") for run in week.sessions]
            known = [metres for metres in lengths if metres is not None]
            if week.is_known and (known or not lengths):
                assert row["longest_run_m"] == max(known, default=0)
            assert row["covered_day_count"] == week.covered
            assert (row["is_complete"], row["is_running"]) == (week.is_complete, week.is_running)


def test_a_ramp_is_a_week_over_the_weeks_before(drawn: Drawn):
    """metric.weekly_ramp: null unless all weeks are known and the earlier ones hold 10 km."""
    for history, seen in drawn:
        found = seen["metric.weekly_ramp"]
        weeks = oracle.weeks(history)
        assert len(found) == len(weeks)
        for index, row in enumerate(found):
            ramp, ramp_4w = oracle.ramps(weeks, index)
            assert row["ramp_ratio"] == near(ramp)
            assert row["ramp_4w_ratio"] == near(ramp_4w)
            bands = ((1.1, "up_to_10"), (1.2, "over_10"), (1.3, "over_20"), (1e9, "over_30"))
            band = None if ramp is None else next(w for limit, w in bands if ramp <= limit + 1e-9)
            assert row["ramp_band"] == band


def test_a_spike_is_a_run_over_the_longest_of_thirty_days(drawn: Drawn):
    """metric.session_spike: instants decide, so two runs a day and other zones are in order."""
    for history, seen in drawn:
        found = seen["metric.session_spike"]
        by_id = {row["session_id"]: row for row in found}
        runs = oracle.sessions(history)
        assert sorted(by_id) == sorted(run.parts[0].activity_id for run in runs)
        for run in runs:
            row = by_id[run.parts[0].activity_id]
            longest, ratio, band = oracle.spike(run, runs)
            assert row["distance_m"] == near(run.total("distance_m"))
            assert row["local_date"] == run.local_date
            assert row["longest_30d_m"] == near(longest)
            assert row["spike_ratio"] == near(ratio)
            assert row["spike_band"] == band


def test_hills_of_a_week_are_the_sum_of_its_runs(drawn: Drawn):
    """metric.hill_exposure: bands, weighted descent, and the ratio to the four weeks before."""
    for history, seen in drawn:
        names = [f"{band}_m" for band in BANDS]
        found = seen["metric.hill_exposure"]
        weeks = oracle.weeks(history)
        assert len(found) == len(weeks)
        for index, (row, week) in enumerate(zip(found, weeks, strict=True)):
            for place, name in enumerate(names):
                assert row[name] == near(week.known(lambda one, at=place: _band(one, at))), name
            weighted = week.known(_weighted_m)
            assert row["downhill_weighted_m"] == near(weighted)
            assert row["hills_known_share"] == near(week.share(lambda one: _band(one, 0)))
            descent_m = week.known(attrgetter("descent_m"))
            assert row["descent_m"] == near(descent_m)
            before = weeks[max(0, index - 4) : index]
            known = [one.known(attrgetter("descent_m")) for one in before if one.is_complete]
            totals = [metres for metres in known if metres is not None]
            is_told = week.is_complete or week.is_running
            ratio = None
            if is_told and len(totals) == 4 and sum(totals) >= 400 and descent_m is not None:
                ratio = descent_m / (sum(totals) / 4)
            assert row["descent_28d_ratio"] == near(ratio)


def test_zones_of_a_week_share_out_the_time_on_the_level_and_uphill(drawn: Drawn):
    """metric.speed_exposure: by the reference speed that the view itself names for the week."""
    for history, seen in drawn:
        found = seen["metric.speed_exposure"]
        weeks = oracle.weeks(history)
        assert len(found) == len(weeks)
        edges = {"easy_s": (0, 0.8), "moderate_s": (0.8, 0.95), "fast_s": (0.95, 1.15),
                 "sprint_s": (1.15, 1e9)}  # fmt: skip
        for row, week in zip(found, weeks, strict=True):
            reference = row["reference_speed_mps"]
            for name, (low, high) in edges.items():
                seconds = partial(_zone_s, reference=reference, low=low, high=high)
                assert row[name] == near(week.known(seconds)), name
                assert row["speed_known_share"] == near(week.share(seconds)), name


def _zone_s(one: Activity, *, reference: float | None, low: float, high: float) -> float | None:
    """Seconds between two shares of the reference speed; None: it has no time by speed at all."""
    level = [(index, seconds) for index, is_downhill, seconds in one.speed_s if not is_downhill]
    if reference is None or not level:
        return None
    return sum(seconds for index, seconds in level if low <= (index / 10 + 0.05) / reference < high)


def test_the_trend_of_cadence_is_the_median_of_all_slopes(drawn: Drawn):
    """metric.cadence_trend: weekly medians over runs, Theil–Sen over eight weeks."""
    for history, seen in drawn:
        runs = seen["metric.run"]
        found = seen["metric.cadence_trend"]
        assert len(found) == len(oracle.weeks(history))
        by_week: dict[date, list[float]] = {}
        for run in runs:
            if run["cadence_adjusted_spm"] is not None:
                by_week.setdefault(run["week_start_date"], []).append(run["cadence_adjusted_spm"])
        medians = [by_week.get(row["week_start_date"]) for row in found]
        for index, row in enumerate(found):
            weekly = {
                at: median(values)
                for at, values in enumerate(medians)
                if values and index - 8 < at <= index
            }
            assert row["cadence_adjusted_spm"] == near(weekly.get(index))
            assert row["trend_spm_per_week"] == near(oracle.theil_sen(weekly))


def _weighted_m(one: Activity) -> float | None:
    return None if one.band_m is None else 1.5 * sum(one.band_m[4:])


def _band(one: Activity, place: int) -> float | None:
    return None if one.band_m is None else one.band_m[place]


def _add_best_efforts(world: World, history: History) -> None:
    """A best 20 minutes in every run, so that there is a reference speed."""
    world.insert(
        "core.best_effort",
        [
            {
                "activity_id": one.activity_id,
                "runner_id": "mara",
                "effort": "grade_adjusted_1200_s",
                "distance_m": 3600 + 10 * index,
                "duration_s": 1200,
            }
            for index, one in enumerate(history.activities)
            if one.is_run
        ],
    )


def _add_cadence(world: World, history: History) -> None:
    """Flat half-minutes in every run: two speeds, and a cadence that differs from run to run."""
    for index, one in enumerate(history.activities):
        if one.is_run:
            quick = 160 + (7 * index) % 11
            world.cadence_block(one.activity_id, [(2.6, quick), (3.2, quick + 5)] * 4)
