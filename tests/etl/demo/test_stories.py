"""What the invented runners did, felt and recorded, before any of it is imported."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import fitfast
import numpy as np
import pytest

from etl.demo import DEMO_NOW
from etl.demo.building import invented_file
from etl.demo.fit_writer import Track, Watch
from etl.demo.pain_diary import diary
from etl.demo.plan import ends_at, generator, planned_runs
from etl.demo.runners import Body, PlannedRun
from etl.demo.stories import PEOPLE
from etl.demo.stories.mara import MARA
from etl.demo.streams import record, wandering
from etl.demo.terrain import altitude_profile
from etl.journal.entries import CHIPS, PLACES

BODY = Body(easy_mps=2.8, cadence_spm=165)
START = datetime.fromisoformat("2026-04-01T18:00:00+02:00")


def recorded(*, kind: str = "easy", surface: str = "road", quicker: float = 0.0) -> Track:
    """The track of one planned run of 8 km."""
    run = PlannedRun(
        starts_at=START,
        distance_m=8000,
        kind=kind,
        surface=surface,
        cadence_shift_spm=quicker,
    )
    return record(run, body=BODY, watch=Watch(), rng=generator("somebody", "test"))


def longest_m(runs, *, first: date, last: date) -> float:
    """Longest run that began from `first` to `last`."""
    return max(run.distance_m for run in runs if first <= run.starts_at.date() <= last)


def test_the_demonstration_stays_small():
    """Eleven people, few enough files to be built within a minute."""
    counts = [len(planned_runs(person, until=DEMO_NOW)) for person in PEOPLE]
    assert len({person.name for person in PEOPLE}) == len(counts) == 11
    assert 1400 <= sum(counts) <= 1600


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
def test_nobody_runs_twice_at_once_or_in_the_future(person):
    """Runs of one person are over before the next begins, and before the present."""
    runs = planned_runs(person, until=DEMO_NOW)
    assert ends_at(runs[-1], person=person) < DEMO_NOW
    for earlier, later in pairwise(runs):
        assert ends_at(earlier, person=person) + timedelta(minutes=30) < later.starts_at


def test_mara_jumped_by_two_fifths_twice():
    """In her first autumn, and yesterday: 18.2 km after a longest of 12.8 km."""
    runs = planned_runs(MARA, until=DEMO_NOW)
    before = longest_m(runs, first=date(2024, 8, 30), last=date(2024, 9, 28))
    assert 21_000 / before == pytest.approx(1.4, abs=0.05)
    assert longest_m(runs, first=date(2026, 4, 2), last=date(2026, 5, 1)) == 12_800
    assert longest_m(runs, first=date(2026, 5, 2), last=date(2026, 5, 3)) == 18_200


def test_mara_came_back_with_quicker_steps():
    """Half a year after the pain began she takes eight steps a minute more, and keeps them."""
    shifts = {
        run.starts_at.date(): run.cadence_shift_spm for run in planned_runs(MARA, until=DEMO_NOW)
    }
    assert max(shift for day, shift in shifts.items() if day < date(2024, 9, 29)) == 0
    assert min(shift for day, shift in shifts.items() if day > date(2025, 2, 5)) in (0, 8)
    assert shifts[date(2026, 5, 2)] == 8


def test_mara_woke_with_a_three_that_was_a_one():
    """The diary's last rows are those that today's status is made of."""
    rows = diary(MARA, runner_id="mara", runs=planned_runs(MARA, until=DEMO_NOW), until=DEMO_NOW)
    right = [row for row in rows if row.knee == "right"]
    assert [row.local_date for row in right[-2:]] == [date(2026, 5, 1), date(2026, 5, 2)]
    assert [row.pain_morning_score for row in right[-2:]] == [1, 3]
    assert right[-1].pain_before_score == 2


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
def test_every_diary_can_be_kept(person):
    """Scores from 0 to 10, known places and chips, one row a day and knee, none of tomorrow."""
    rows = diary(person, runner_id="id", runs=planned_runs(person, until=DEMO_NOW), until=DEMO_NOW)
    assert len({row.entry_id for row in rows}) == len(rows)
    for row in rows:
        assert row.local_date < DEMO_NOW.date()
        assert row.place is None or row.place in PLACES
        assert set(row.chips) <= set(CHIPS)
        scores = (row.pain_before_score, row.pain_during_score, row.pain_after_score)
        assert all(score is None or 0 <= score <= 10 for score in scores)


def test_a_recording_covers_exactly_the_planned_way():
    """Distance ends on the metre, and neither clock nor distance ever goes back."""
    track = recorded()
    assert track.distance_m[-1] == 8000
    assert (np.diff(track.clock_s) > 0).all()
    assert (np.diff(track.distance_m) >= 0).all()
    for stop, restart in track.pauses:
        assert not ((track.clock_s > stop) & (track.clock_s <= restart)).any()


def test_hills_add_up_to_what_was_asked():
    """A profile falls as much as planned, within what smoothing takes off the tops."""
    for descent_m in (30, 120, 400):
        profile = altitude_profile(16_000, descent_m=descent_m, rng=generator("hill", "test"))
        steps = np.diff(profile)
        assert -steps[steps < 0].sum() == pytest.approx(descent_m, rel=0.08)
        assert np.abs(steps / 5).max() < 0.12


def test_steps_follow_speed_and_what_was_learnt():
    """Quicker steps are in the file, and faster running has quicker steps too."""
    usual, quicker = steps(recorded()), steps(recorded(quicker=8))
    assert np.median(quicker) - np.median(usual) == pytest.approx(8, abs=1)
    hard, middle = steps(recorded(kind="tempo")), slice(1200, 2000)
    assert np.median(hard[middle]) > np.median(usual[middle]) + 2


def steps(track: Track) -> np.ndarray:
    """Cadence of a track that has one."""
    assert track.cadence_spm is not None
    return track.cadence_spm


def test_walk_breaks_look_like_walking():
    """A run-walk session has minutes below running speed with the steps of a walk."""
    track = recorded(kind="run_walk")
    walking = steps(track) < 130
    assert 0.1 < walking.mean() < 0.3
    assert np.median(track.speed_mps[walking]) < 1.8


def test_a_belt_has_no_hills():
    """A treadmill's file says so and carries no altitude."""
    track = recorded(surface="treadmill")
    assert track.sub_sport == "treadmill"
    assert track.altitude_m is None


def test_a_file_is_the_same_each_time_it_is_made():
    """Bytes depend on the story only."""
    run = planned_runs(MARA, until=DEMO_NOW)[-1]
    content = invented_file(MARA, run).read()
    assert content == invented_file(MARA, run).read()
    assert fitfast.parse(content)["session"][0]["total_distance"] == 18_200
    assert "position_lat" not in fitfast.records(content)


def test_noise_is_as_strong_at_the_start_as_later():
    """The slow drift of a barometer neither begins with a leap nor grows."""
    rng = generator("noise", "test")
    drifts = np.stack([wandering(2000, memory=300, rng=rng) for _ in range(400)])
    assert drifts[:, 0].std() == pytest.approx(1, abs=0.15)
    assert drifts[:, -1].std() == pytest.approx(1, abs=0.15)
