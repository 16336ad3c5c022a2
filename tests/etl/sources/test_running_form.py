"""Steps, power and feel as watches, belts and tables tell them: exact, possible, or not told."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from etl.recording import NO_FORM, RunningForm
from etl.sources.archive.row import row_from_json, row_to_json
from etl.sources.common.running_form import possible, told_first
from etl.sources.detect import read_file
from tests.builders.runs import a_run
from tests.etl.sources.apple_health import builders as apple
from tests.etl.sources.archives import read_files
from tests.etl.sources.builders import START, lap, tcx, trackpoints
from tests.etl.sources.garmin_takeout.builders import summary, takeout

BELT = RunningForm(
    ground_contact_s=0.2486,
    left_contact_share=0.509,
    vertical_oscillation_m=0.0872,
    vertical_ratio=0.0812,
    power_w=268.0,
    normalized_power_w=274.0,
    feel_score=75.0,
)


def _form(content: bytes) -> RunningForm:
    (recording,) = read_file("run.fit", content)
    return recording.form


def test_a_session_tells_the_steps_of_a_run():
    """In seconds, metres and shares, to the last digit that FIT stores."""
    assert _form(a_run(km=1, form=BELT)) == BELT


def test_records_are_asked_where_the_session_tells_nothing():
    """A watch that writes no means: those of the records; what nobody tells stays unknown."""
    told = {"ground_contact_s": 0.252, "left_contact_share": 0.488, "power_w": 240.0}
    assert _form(a_run(km=1, form_records=told)) == RunningForm(**told)


def test_a_session_that_cannot_be_true_gives_way_to_its_records():
    """Ninety-nine per cent on the left foot, told by a belt that hung loose."""
    loose = replace(BELT, left_contact_share=0.99)
    found = _form(a_run(km=1, form=loose, form_records={"left_contact_share": 0.49}))
    assert found == replace(BELT, left_contact_share=0.49)


def test_a_watch_without_a_belt_tells_no_steps():
    """Unknown, not zero; noughts of a sensor that was not there are nothing told, and no fault."""
    assert _form(a_run(km=1)) == NO_FORM
    noughts = RunningForm(ground_contact_s=0.0, left_contact_share=0.0, power_w=0.0)
    assert _form(a_run(km=1, form=noughts)) == NO_FORM


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ground_contact_s", 0.0),
        ("ground_contact_s", 1.2),
        ("left_contact_share", 0.2),
        ("left_contact_share", 0.7),
        ("vertical_oscillation_m", 0.4),
        ("vertical_ratio", 0.0),
        ("power_w", 0.0),
        ("power_w", 4000.0),
        ("normalized_power_w", 4000.0),
        ("feel_score", 101.0),
        ("feel_score", float("nan")),
    ],
)
def test_what_no_body_has_is_no_value(name: str, value: float):
    """That value alone: the others stand."""
    assert possible(replace(BELT, **{name: value})) == replace(BELT, **{name: None})


def test_each_value_is_of_the_first_that_tells_one_that_can_be():
    """A nought of the first does not hide what the second tells."""
    first = RunningForm(power_w=0.0, ground_contact_s=0.25)
    second = RunningForm(power_w=250.0, ground_contact_s=0.3, vertical_ratio=9.0)
    assert told_first(first, second) == RunningForm(power_w=250.0, ground_contact_s=0.25)


def test_power_of_a_tcx_is_the_mean_of_its_points():
    """The only number of the steps that TCX has a place for."""
    watts = "<Extensions><TPX><Watts>{}</Watts></TPX></Extensions>"
    track = trackpoints(seconds=30, inside=watts.format(230))
    track += trackpoints(first=30, seconds=30, inside=watts.format(250))
    assert _form(tcx(lap(track))) == RunningForm(power_w=240.0)
    assert _form(tcx(lap(trackpoints(seconds=60)))) == NO_FORM


def test_apple_tells_contact_oscillation_and_power_with_their_units(tmp_path: Path):
    """A workout without a route; means as the phone writes them."""
    means = (
        apple.new_totals(5.0)
        + apple.statistic("RunningGroundContactTime", average="243.7", minimum="224", unit="ms")
        + apple.statistic("RunningVerticalOscillation", average="8.9", unit="cm")
        + apple.statistic("RunningPower", average="251", unit="W")
    )
    export = {f"{apple.FOLDER}export.xml": apple.table(apple.workout(inside=means))}
    (run,) = read_files(tmp_path, export).recordings
    assert run.form == RunningForm(
        ground_contact_s=0.2437, vertical_oscillation_m=0.089, power_w=251.0
    )


def test_garmins_summaries_tell_steps_effort_and_shoes(tmp_path: Path):
    """The table of gear names the activities of each pair; its words are not kept."""
    told = summary(
        7, START, avgGroundContactTime=248.6, avgGroundContactBalance=50.9,
        avgVerticalOscillation=8.72, avgVerticalRatio=8.12, avgPower=268, normPower=274,
        workoutFeel=75, workoutRpe=60,
    )  # fmt: skip
    gear = [{
        "gearDTOS": [{"gearPk": 11, "gearTypeName": "Shoes", "customMakeModel": "Secret blue"}],
        "gearActivityDTOs": {"11": [{"activityId": 7, "gearPk": 11}]},
    }]  # fmt: skip
    table = "DI_CONNECT/DI-Connect-Fitness/runner@example.org_gear.json"
    files = takeout([told], {})
    (run,) = read_files(tmp_path, files | {table: json.dumps(gear).encode()}).recordings
    assert run.form == BELT
    assert run.perceived_exertion_score == 6.0
    assert run.shoe_id is not None
    assert run.shoe_id.startswith("gear-")
    assert "blue" not in repr(run)

    (run,) = read_files(tmp_path, files | {table: b"[{"}).recordings  # everything else comes in
    assert (run.form, run.shoe_id) == (BELT, None)


def test_a_row_that_tells_no_steps_has_the_bytes_it_ever_had():
    """Its content is its id: the same archive once more brings nothing twice."""
    row = row_from_json('{"kind": "archive_row", "source": "zepp", "entry": "1", "sport": "run"}')
    assert "form" not in row_to_json(row)
    told = replace(row, form=BELT, shoe_id="gear-1")
    assert row_from_json(row_to_json(told)) == told
