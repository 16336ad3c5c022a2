"""Correcting a recording on its run's page, and the question about a ride."""

from datetime import datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import session
from dashboard.rows.runs import RunChoice
from dashboard.runs.correction_wording import kept_part, said_words
from etl.home import Home
from etl.journal.store import Journal
from etl.operations.correct import choose
from etl.operations.import_files import import_sources
from etl.people.accounts import add_person
from etl.settings import Settings
from tests.builders import a_drive_home, a_home, a_run, an_upload
from tests.builders.rows import a_row_of
from tests.builders.team import signed_in, team_settings
from tests.dashboard.conftest import APP, OpenScreen, an_empty_home, own_rows, words_of
from tests.dashboard.runs.test_screen import open_run, press, sessions

Place = tuple[Home, Settings]


def kilometres(place: Place) -> list[float]:
    """Of each run that counts, in order."""
    runs = own_rows(place, "metric.run").sort("started_at", "session_id")
    return [round(metres / 1000, 2) for metres in runs["distance_m"]]


def test_a_run_is_trimmed_by_a_slider_and_taken_back(open_screen: OpenScreen, tmp_path: Path):
    """The kilometres that result stand there before, the day and the way back afterwards."""
    place = a_home(tmp_path, [a_run(km=10, pace=330)])
    (run,) = sessions(place)
    app = open_run(open_screen, place, run)
    app = app.slider(key=f"trim-{run}-55.0").set_value((11.0, 38.5)).run()
    assert "Keeps 5.00 km of 10.00 km" in words_of(app)
    app = press(app, f"trim-save-{run}")
    assert not app.exception
    assert kilometres(place) == [5.0]
    assert "to 5.0 km, 11:00 to 38:30" in words_of(app).replace("\\", "")
    press(app, f"undo-trim-{run}")
    assert kilometres(place) == [10.0]


def test_a_run_is_split_at_a_minute_and_joined_again(open_screen: OpenScreen, tmp_path: Path):
    """Both parts stand on the page of the run, which is one for the body."""
    place = a_home(tmp_path, [a_run(km=10, pace=330)])
    (run,) = sessions(place)
    app = open_run(open_screen, place, run)
    app = app.number_input(key=f"split-{run}-55.0").set_value(11.0).run()
    assert "Gives 2.00 km and 8.00 km" in words_of(app)
    app = press(app, f"split-save-{run}")
    assert not app.exception
    activities = own_rows(place, "core.activity")
    assert sorted(round(metres) for metres in activities["distance_m"]) == [2000, 8000]
    assert "at 11:00" in words_of(app).replace("\\", "")
    press(app, f"undo-split_at_s-{run}")
    assert own_rows(place, "core.activity").height == 1


def test_a_second_recording_is_told_and_can_be_a_run_of_its_own(
    open_screen: OpenScreen, tmp_path: Path
):
    """The page it was parted from has the way back."""
    place = a_home(tmp_path, [a_run(km=10), a_run(km=10.05)])
    (run,) = sessions(place)
    app = open_run(open_screen, place, run)
    assert "Also recorded by: FIT file" in words_of(app)
    (copy,) = [button.key for button in app.button if "two-runs-" in str(button.key)]
    app = press(app, str(copy))
    assert not app.exception
    counted = own_rows(place, "core.activity")["duplicate_of"].is_null()
    assert counted.all()
    app = press(app, str(copy).replace("two-runs-", "undo-duplicate_of-"))
    assert "Also recorded by: FIT file" in words_of(app)


def test_the_page_of_a_run_left_out_has_the_way_back(open_screen: OpenScreen, tmp_path: Path):
    """An old link says why it does not count, and since when."""
    place = a_home(tmp_path, [a_run(km=10)])
    (run,) = sessions(place)
    press(open_run(open_screen, place, run), "fix-exclude")
    app = open_run(open_screen, place, run)
    assert "do not count: you left it out." in words_of(app)
    assert "Left out since" in words_of(app)
    press(app, "left-out-back")
    assert sessions(place) == [run]


@pytest.mark.parametrize(
    ("answer", "expected"), [("keep-part", [8.7]), ("keep-all", [34.8]), ("leave-ride", [])]
)
def test_a_ride_is_asked_about_once(
    open_screen: OpenScreen, tmp_path: Path, answer: str, expected: list[float]
):
    """Three answers; whichever is given, nothing is asked again, and it can be taken back."""
    place = a_home(tmp_path, [a_drive_home()])
    app = open_screen(*place)
    assert "34.8 km: 26.1 km of it at car speed." in words_of(app)
    (button,) = [one for one in app.button if str(one.key).startswith(f"{answer}-")]
    assert answer != "keep-part" or button.label == "Keep the first 8.7 km"
    app = button.click().run()
    assert not app.exception
    assert "at car speed" not in words_of(app)
    assert kilometres(place) == expected


def test_a_coach_sees_what_was_corrected_and_changes_nothing(tmp_path: Path):
    """The line and its day, no button beside it, no form."""
    home, local = a_home(tmp_path, [a_run(km=10), a_run(km=10.05)], runner_name="Ada")
    runner_id = Journal(home, local).runners()[0].runner_id
    (run,) = sessions((home, local))
    choose(home, local, runner_id=runner_id, activity_id=run, field="trim", value="0-1650")
    journal = Journal(home, local)
    coach = add_person(journal, email="coach@example.org", roles=["coach"])
    with journal.writing() as connection:
        connection.execute(
            "insert into journal.access_grant (grant_id, viewer_id, runner_id, scope,"
            " granted_by, from_date, saved_at)"
            " values ('g', ?, ?, 'training', 'x', date '2026-01-01', now())",
            [coach.person_id, runner_id],
        )
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.user = signed_in("coach@example.org")
    empty, nobody = an_empty_home()
    session.bind(empty, team_settings(nobody))
    app.run()
    app.switch_page("runs/screen.py")
    session.bind(home, team_settings(local))
    app.query_params["run"] = run
    app.run()
    assert not app.exception
    assert "to the first 5\\.0 km" in words_of(app)
    assert "Also recorded by" in words_of(app)
    offered = ("undo-", "two-runs-", "fix-", "trim-", "split-")
    assert [one.key for one in app.button if str(one.key).startswith(offered)] == []
    assert list(app.slider) == []


def test_two_runs_of_one_day_are_no_correction(open_screen: OpenScreen, tmp_path: Path):
    """Nothing is told where nothing was said."""
    place = a_home(tmp_path, [a_run(km=6)])
    runner = Journal(*place).runners()[0]
    import_sources(*place, [an_upload(a_run(km=8, at="17:00"))], runner=runner)
    app = open_run(open_screen, place, sessions(place)[0])
    assert [one.key for one in app.button if str(one.key).startswith("undo-")] == []


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("trim", "600-", "Trimmed on Sun 3 May 2026 to the last 8.7 km"),
        ("trim", "600-2880", "Trimmed on Sun 3 May 2026 to 8.7 km, 10:00 to 48:00"),
        ("trim", "nonsense", "Trimmed on Sun 3 May 2026 in a way that does not fit"),
        ("split_at_s", "2880,4200", "Split on Sun 3 May 2026 at 48:00 and 1:10:00"),
        ("duplicate_of", None, "Held to be a run of its own since Sun 3 May 2026"),
        ("duplicate_of", "a1", "Held to be the same run as another recording since Sun 3 May 2026"),
        ("sport", "walk", "Called “Walk” since Sun 3 May 2026"),
        ("is_excluded", "false", "Counted, whatever speaks against it, since Sun 3 May 2026"),
    ],
)
def test_each_word_has_its_sentence(field: str, value: str | None, words: str):
    """With the day of the runner's own clock."""
    said_at = datetime(2026, 5, 2, 23, 30)  # noqa: DTZ001  stored instants are UTC without a zone
    row = a_row_of(RunChoice, field=field, value=value, said_at=said_at, distance_m=8700.0)
    assert said_words(row, units="km", time_zone="Europe/Berlin") == words


def test_what_is_offered_says_where_it_lies():
    """Before, after or between rides."""
    offered = [kept_part(place, 8700, "km") for place in ("first", "last", "middle")]
    assert offered == ["the first 8.7 km", "the last 8.7 km", "the 8.7 km between the rides"]
