"""From a recording to one run's numbers."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from etl.analysis import analyse
from etl.analysis.cadence import BLOCK_SCHEMA
from etl.analysis.efforts import EFFORT_SCHEMA
from etl.analysis.splits import SPLIT_SCHEMA
from etl.recording import Recording
from etl.sample_stream import SAMPLE_SCHEMA
from tests.call_count import calls_of
from tests.etl.analysis.builders import recording, samples


def test_without_totals_the_track_tells_them():
    """A GPX file has no totals: distance, time and cadence come from its points."""
    found = analyse(recording())
    assert (found.distance_m, found.moving_s, found.elapsed_s) == (3600, 1200, 1200)
    assert (found.ascent_m, found.descent_m) == (0, 0)
    assert (found.cadence_spm, found.heart_rate_bpm) == (168, 150)


def test_the_watchs_totals_win_and_the_splits_follow():
    """What the watch said is what the runner knows; the splits are stretched to it."""
    found = analyse(
        recording(distance_m=3690.0, moving_s=1190.5, elapsed_s=1201.0, cadence_spm=166.0)
    )
    assert (found.distance_m, found.moving_s, found.elapsed_s) == (3690, 1190.5, 1201)
    assert found.splits["distance_m"].sum() == pytest.approx(3690)
    assert found.splits.height == 74
    assert found.cadence_spm == 168  # of the records that count steps, not the watch's 166


@pytest.mark.parametrize(
    ("details", "distance_m", "moving_s"),
    [
        ({"distance_m": 42_195.0}, 3600, 1200),
        ({"distance_m": 0.0}, 3600, 1200),
        ({"moving_s": 86_400.0}, 3600, 1200),
        ({"moving_s": 0.0}, 3600, 1200),
        ({"moving_s": 1201.0, "elapsed_s": 1200.0}, 3600, 1201),
    ],
    ids=["too far", "no distance", "a day", "no time", "timer outran the clock"],
)
def test_totals_that_cannot_be_true_are_replaced(details, distance_m, moving_s):
    """Faster than anybody runs, or longer than the recording: the track decides."""
    found = analyse(recording(**details))
    assert (found.distance_m, found.moving_s) == (distance_m, moving_s)
    assert found.elapsed_s is not None and found.elapsed_s >= moving_s


def test_a_total_made_of_position_errors_is_replaced():
    """A jump of 2 km that the watch counted: the mended track is believed, and it says so."""
    jumped = 3.0 * np.arange(1201) + np.where(np.arange(1201) < 600, 0, 2000)
    found = analyse(recording(samples(distance_m=jumped), distance_m=5600.0, moving_s=1200.0))
    assert found.distance_m == pytest.approx(3600, abs=5)
    assert any("total distance" in note for note in found.notes)


def test_one_wrong_bit_of_the_counter_is_not_believed_in_the_total_either():
    """A leap of 163.84 m in 3.6 km, which the watch took over into its total, is no way run."""
    leap_m = np.where(np.arange(1201) >= 700, 2**14 / 100, 0.0)
    run = recording(samples(distance_m=3.0 * np.arange(1201) + leap_m), distance_m=3763.84)
    result = analyse(run)
    assert result.distance_m == pytest.approx(3600.0, abs=3.0)
    assert any("cannot be true" in note for note in result.notes)


def test_a_leap_after_the_counter_stood_leaves_the_total_as_it_is():
    """What looks like a leap may be way that the counter owed: the watch's total stands."""
    metres = 3.0 * np.arange(1201)
    metres[600:620] = metres[600]
    metres[620:] += 60.0  # more than it could owe
    result = analyse(recording(samples(distance_m=metres, speed_mps=None), distance_m=3660.0))
    assert result.distance_m == 3660.0


def test_a_salvaged_half_keeps_its_own_splits():
    """The total of a run of which only a third could be read is kept; the splits say a third."""
    found = analyse(recording(distance_m=10_800.0, moving_s=3600.0, elapsed_s=3600.0))
    assert found.distance_m == 10_800
    assert found.splits["distance_m"].sum() == pytest.approx(3600)
    assert any("part" in note for note in found.notes)


def test_a_treadmill_run_has_splits_and_no_hills():
    """Its altitude is the room's, whatever the barometer says."""
    found = analyse(recording(samples(altitude_m=np.linspace(0, 40, 1201)), is_treadmill=True))
    assert found.splits.height == 72
    assert found.splits["grade_ratio"].null_count() == 72
    assert (found.ascent_m, found.descent_m, found.altitude_source) == (None, None, "none")
    assert found.cadence_block["block_count"].to_list() == [38]
    assert found.samples is not None
    assert found.samples["altitude_m"].null_count() == 1201


def test_altitude_that_says_nothing_is_unknown_and_not_zero():
    """All zeros: no ascent rather than an ascent of 0, and the source is none."""
    found = analyse(recording(samples(altitude_m=np.zeros(1201)), ascent_m=12.0))
    assert (found.ascent_m, found.descent_m, found.altitude_source) == (None, None, "none")


def test_other_sports_are_totals_only():
    """A ride at 12 m/s keeps its distance and has no splits."""
    ride = samples(distance_m=12.0 * np.arange(1201), speed_mps=np.full(1201, 12.0))
    found = analyse(recording(ride, sport="ride", is_run=False))
    assert (found.distance_m, found.moving_s) == (14_400, 1200)
    assert found.splits.is_empty() and found.splits.schema == SPLIT_SCHEMA
    assert found.best_efforts.schema == EFFORT_SCHEMA
    assert found.cadence_block.schema == BLOCK_SCHEMA
    assert found.samples is None


def test_a_summary_keeps_what_its_source_says():
    """A row of an export table has totals and nothing else."""
    summary = replace(
        recording(),
        samples=None,
        distance_m=10_000.0,
        moving_s=3000.0,
        ascent_m=80.0,
        cadence_spm=166.0,
        notes=("from the table",),
    )
    found = analyse(summary)
    assert (found.distance_m, found.ascent_m, found.cadence_spm) == (10_000, 80, 166)
    assert (found.descent_m, found.samples) == (None, None)
    assert found.notes == ("from the table",)
    assert found.splits.is_empty()


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_a_run_of_a_few_records_does_not_break(count):
    """Started and stopped at once: totals, perhaps a split, never an error."""
    found = analyse(recording(samples().head(count)))
    assert found.splits["distance_m"].sum() == pytest.approx(3.0 * max(count - 1, 0))


def test_cleaned_samples_follow_the_schema_without_places():
    """What is kept for the run's page has the agreed columns and nothing more."""
    found = analyse(recording())
    assert found.samples is not None
    assert found.samples.schema == SAMPLE_SCHEMA


def spoiled(seed: int) -> pl.DataFrame:
    """Samples with every fault at once: gaps, leaps, infinite and missing values."""
    rng = np.random.default_rng(seed)
    count = int(rng.choice([2, 3, 5, 10, 60, 300]))
    frame = pl.DataFrame(
        {
            "elapsed_s": np.cumsum(rng.choice([0.5, 1, 1, 1, 4, 30, 900, -5, 0], count)),
            "segment_index": np.cumsum(rng.random(count) < 0.02).astype(np.int32),
            "distance_m": np.cumsum(rng.choice([0.0, 0, 3, 3, 3, 50, 5000], count)),
            "speed_mps": rng.choice([0, 3, np.nan, 50, -1, np.inf], count),
            "altitude_m": rng.choice([0, 100, 101, 3000, np.nan, -50], count),
            "cadence_spm": rng.choice([0, 168, np.nan, 300], count),
            "heart_rate_bpm": rng.choice([0, 150, np.nan], count),
        },
        schema=SAMPLE_SCHEMA,
        nan_to_null=True,
    )
    missing = str(rng.choice(["distance_m", "speed_mps", "altitude_m", "none"]))
    return frame.with_columns(pl.lit(None, pl.Float64).alias(missing)).select(SAMPLE_SCHEMA.names())


@pytest.mark.parametrize("seed", range(60))
def test_no_recording_breaks_the_analysis(seed):
    """Whatever the samples: no error, no infinite number, no negative length or time."""
    found = analyse(recording(spoiled(seed)))
    for frame in (found.splits, found.best_efforts, found.cadence_block):
        for column in frame.select(pl.col(pl.Float64)).iter_columns():
            assert column.is_finite().all()
    assert (found.splits.select("distance_m", "moving_s", "elapsed_s").min_horizontal() >= 0).all()
    assert (found.splits["moving_s"] <= found.splits["elapsed_s"] + 0.01).all()


def test_the_same_recording_gives_the_same_bits():
    """Twice the same input, twice the same frames and numbers."""
    rough = samples(
        altitude_m=100 + 20 * np.sin(np.arange(1201) / 50),
        distance_m=np.cumsum(3 + 0.3 * np.sin(np.arange(1201) * 1.7)),
    )
    first, second = analyse(recording(rough)), analyse(recording(rough))
    assert first.splits.equals(second.splits, null_equal=True)
    assert first.best_efforts.equals(second.best_efforts)
    assert first.cadence_block.equals(second.cadence_block)
    assert (first.ascent_m, first.cadence_spm) == (second.ascent_m, second.cadence_spm)


def test_more_records_take_less_than_a_call_each():
    """Imports of thousands of runs depend on it: nothing is done record by record."""
    more = calls_of(lambda: analyse(_hours(10))) - calls_of(lambda: analyse(_hours(1)))
    assert more < 9 * 3600


def _hours(count: int) -> Recording:
    """A record a second, up and down and at a changing pace."""
    rng, seconds = np.random.default_rng(7), 3600 * count
    return recording(
        samples(
            seconds,
            altitude_m=100 + np.cumsum(rng.normal(0, 0.2, seconds + 1)),
            distance_m=np.cumsum(np.abs(rng.normal(3, 0.3, seconds + 1))),
        )
    )
