"""A watch that lies somewhere while its positions wander: when that is told from running."""

import numpy as np
import polars as pl
import pytest

from etl.sources.common import points as steps
from etl.sources.common.points import POINT_SCHEMA
from tests.etl.sources.builders import DEGREES_A_METRE

RUN_S = 1200


def run_then(metres: np.ndarray, *, cadence: float | None) -> pl.DataFrame:
    """Twenty minutes northward at 3 m/s, then so many metres away from there, a point a second."""
    run_m = 3.0 * np.arange(RUN_S)
    north_m = np.concatenate((run_m, run_m[-1] + metres))
    steps_taken = [85.0] * RUN_S + [cadence] * len(metres)
    frame = pl.DataFrame(
        {
            "time_s": 1_777_791_600.0 + np.arange(len(north_m)),
            "latitude_deg": 47.0 + north_m * DEGREES_A_METRE,
            "cadence": pl.Series(steps_taken, dtype=pl.Float64),
        }
    ).with_columns(segment_index=pl.lit(0, dtype=pl.Int32), longitude_deg=pl.lit(8.0))
    return frame.match_to_schema(POINT_SCHEMA, missing_columns="insert")


def wandering(seconds: int) -> np.ndarray:
    """Some metres to and fro, as a receiver at rest has it."""
    return 4.0 * np.sin(np.arange(seconds) / 3.0)


def length_m(points: pl.DataFrame) -> float:
    """Metres up to the last point."""
    return float(points["distance_m"][-1])


@pytest.mark.parametrize("cadence", [None, 0.0])
def test_the_way_of_a_watch_at_rest_does_not_count(cadence):
    """Half an hour of wandering adds no kilometre, and the run says so."""
    points, note = steps.with_distance(run_then(wandering(1800), cadence=cadence))
    assert length_m(points) == pytest.approx(3 * RUN_S, rel=0.03)
    assert note is not None


@pytest.mark.parametrize(
    ("later_m", "cadence"),
    [
        (wandering(1800), 85.0),  # steps are counted: drills on the spot
        (wandering(500), None),  # a rest of minutes is a part of a run
        (0.5 * np.arange(1800), None),  # slowly, but away from there
        (40.0 * np.sin(np.arange(1800) / 20.0), None),  # to and fro over eighty metres
    ],
)
def test_what_may_be_on_foot_counts_as_it_was_recorded(later_m, cadence):
    """Nothing is taken from whoever moves, though slowly, to and fro, or for a short while."""
    given = run_then(later_m, cadence=cadence)
    points, note = steps.with_distance(given)
    way_m = float(np.abs(np.diff(later_m, prepend=0.0)).sum())
    assert length_m(points) == pytest.approx(3 * (RUN_S - 1) + way_m, rel=0.01)
    assert note is None


def test_a_minute_without_a_point_ends_a_rest():
    """Positions before a silence and after it are not one stay."""
    stay = run_then(wandering(1100), cadence=None)
    silent = pl.col("time_s").is_between(stay["time_s"][RUN_S + 480], stay["time_s"][RUN_S + 700])
    _, note = steps.with_distance(stay.filter(~silent))
    assert note is None
