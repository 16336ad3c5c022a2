"""Runs: the list, one run, and putting a wrong one right."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import session
from dashboard.pain.run_form import save_for_run
from dashboard.runs.list_section import PAGE_ROWS
from etl.home import Home
from etl.journal.entries import PainEntry
from etl.journal.store import Journal
from etl.operations.import_files import import_sources
from etl.settings import Settings
from tests.builders import a_home, a_run, an_upload
from tests.dashboard.conftest import own_rows, words_of

PAIN = {
    "local_date": date(2026, 5, 2),
    "knee": "right",
    "pain_during_score": 3,
    "onset_m": 6_000.0,
}


def plain_home(folder: Path) -> tuple[Home, Settings]:
    """Three weekly runs, a longer hilly one that hurt from 6 km on."""
    runs = [a_run(day, km=8) for day in ("2026-04-11", "2026-04-18", "2026-04-25")]
    return a_home(
        folder, [*runs, a_run("2026-05-02", km=12, hill_m=40, hill_count=4)], pains=[PAIN]
    )


@pytest.fixture(scope="module")
def sore_home(tmp_path_factory: pytest.TempPathFactory):
    """One home for the tests that change nothing."""
    return plain_home(tmp_path_factory.mktemp("runs"))


def sessions(home: tuple[Home, Settings]) -> list[str]:
    """The runs that count, newest first."""
    return own_rows(home, "page.runs_list")["session_id"].to_list()


def open_run(open_screen, home: tuple[Home, Settings], session_id: str) -> AppTest:
    """The screen with one run in its address."""
    app = open_screen(*home, "runs")
    app.query_params["run"] = session_id
    return app.run()


def lines_of(app: AppTest) -> list[str]:
    """The runs that the list shows, as they are sent."""
    groups = [group for group in app.button_group if (group.key or "").startswith("runs-list")]
    return [str(line) for group in groups for line in group.options]


def press(app: AppTest, key: str) -> AppTest:
    """Press one button and let the page follow."""
    return app.button(key=key).click().run()


def test_the_list_holds_the_runs_of_the_period_with_units(open_screen, sore_home):
    """Newest first, distances in the runner's own unit, pain beside the run."""
    app = open_screen(*sore_home, "runs")
    assert not app.exception
    lines = lines_of(app)
    assert [line.split("**")[1] for line in lines] == ["12.0 km", "8.0 km", "8.0 km", "8.0 km"]
    assert "pain 3 · 1.5 × longest" in lines[0]
    assert "pain" not in lines[1]  # nothing was logged, which is not the same as none
    assert "A knee last hurt with 12.0 km on Sat 2 May 2026: 3 of 10" in words_of(app)
    assert not app.dataframe


def test_a_tap_on_a_line_opens_that_run(open_screen, sore_home):
    """And nothing stays chosen for the way back."""
    app = open_screen(*sore_home, "runs")
    app.button_group(key="runs-list-0-0").select(sessions(sore_home)[0]).run()
    assert "12.0 km on Sat 2 May 2026" in words_of(app)
    press(app, "back-to-list")
    assert app.button_group(key="runs-list-0-1").value is None


def test_the_filter_leaves_runs_that_hurt(open_screen, sore_home):
    """A run of which nothing was logged is neither with nor without pain."""
    app = open_screen(*sore_home, "runs")
    app.button_group(key="runs-pain").select("With pain").run()
    assert [line.split("**")[1] for line in lines_of(app)] == ["12.0 km"]
    app.button_group(key="runs-moment").select("During").run()
    assert [line.split("**")[1] for line in lines_of(app)] == ["12.0 km"]
    app.button_group(key="runs-moment").select("Next morning").run()
    assert "No runs with pain the next morning in this period." in words_of(app)
    app.button_group(key="runs-pain").select("Without pain").run()
    assert "No runs without pain in this period." in words_of(app)


def test_only_one_page_of_runs_is_sent(open_screen, tmp_path: Path):
    """The others are a button away, and a filter begins at its first page."""
    home = a_home(tmp_path)
    days = [date(2026, 5, 2) - timedelta(days=back) for back in range(PAGE_ROWS + 2)]
    runner = Journal(*home).ensure_runner()
    files = [an_upload(a_run(day, km=3), f"{day}.fit") for day in days]
    import_sources(*home, files, runner=runner)
    app = open_screen(*home, "runs")
    assert len(lines_of(app)) == PAGE_ROWS
    press(app, "runs-turn-→")
    assert [line.split("]")[0] for line in lines_of(app)] == [
        f":gray[{day:%a} {day.day} {day:%b}" for day in days[PAGE_ROWS:]
    ]
    assert app.button(key="runs-turn-→").disabled


@pytest.mark.usefixtures("all_open")
def test_the_table_holds_all_columns_to_sort_by(open_screen, sore_home):
    """Behind the lines, drawn once it is opened."""
    table = open_screen(*sore_home, "runs").dataframe[0].value
    assert [round(km) for km in table["Distance, km"]] == [12, 8, 8, 8]
    assert table["Pain, 0–10"].iloc[0] == 3


def test_a_list_starts_at_the_shortest_period_with_runs(open_screen, tmp_path: Path):
    """Who last ran in autumn sees those runs at once."""
    app = open_screen(*a_home(tmp_path, [a_run("2025-11-01", km=7)]), "runs")
    assert app.button_group(key="period").value == "1y"
    assert len(lines_of(app)) == 1


def test_one_run_says_what_it_was_against_the_30_days_before(open_screen, sore_home):
    """12 km after 8 km is a jump of 1.5 times."""
    words = words_of(open_run(open_screen, sore_home, sessions(sore_home)[0]))
    assert "12.0 km on Sat 2 May 2026" in words
    assert "A jump: 1.50 times the longest run of the 30 days before, 8.0 km." in words


def test_the_place_where_it_began_to_hurt_is_shown(open_screen, sore_home):
    """As the first sentence, beside the knee, and as the finding of the chart."""
    words = words_of(open_run(open_screen, sore_home, sessions(sore_home)[0]))
    assert re.search(r"## Pain began at 6\.0 km, after \d+ m of descent", words)
    assert "**Right knee**: worst while running 3; it began at 6.0 km" in words
    assert "Pain began at 6.0 km of 12.0 km" in words


@pytest.mark.usefixtures("all_open")
def test_the_dose_stands_beside_the_own_usual(open_screen, sore_home):
    """12 km against a median of 8 km of three runs."""
    app = open_run(open_screen, sore_home, sessions(sore_home)[0])
    dose = next(frame.value for frame in app.dataframe if "Times usual" in frame.value)
    row = dose[dose["What"] == "Distance"].iloc[0]
    assert (row["This run"], row["Your usual"], row["Times usual"]) == ("12.0 km", "8.0 km", 1.5)
    assert row["Runs compared"] == 3


@pytest.mark.usefixtures("all_open")
def test_every_number_says_where_it_comes_from(open_screen, sore_home):
    """Source, altitude and the rule by which cadence became steps of both feet."""
    words = words_of(open_run(open_screen, sore_home, sessions(sore_home)[0]))
    assert "FIT file" in words
    assert "altitude: barometer" in words
    assert "cadence: doubled, since this kind of file counts one leg" in words


def test_an_unknown_run_gets_a_sentence_not_an_error(open_screen, sore_home):
    """An old link must not break the page."""
    app = open_run(open_screen, sore_home, "nothing")
    assert not app.exception
    assert "There is no such run" in words_of(app)


@pytest.mark.usefixtures("all_open")
def test_a_run_left_out_no_longer_counts_and_can_be_counted_again(open_screen, tmp_path: Path):
    """The runner's word wins, and can be taken back."""
    home = plain_home(tmp_path)
    newest = sessions(home)[0]
    press(open_run(open_screen, home, newest), "fix-exclude")
    assert newest not in sessions(home)
    app = open_screen(*home, "runs")
    app = app.selectbox(key="left-out-choice").set_value(newest).run()
    press(app, "left-out-count")
    assert newest in sessions(home)


def test_a_run_said_to_be_on_a_treadmill_loses_its_hills(open_screen, tmp_path: Path):
    """Distance and cadence count there, altitude does not."""
    home = plain_home(tmp_path)
    newest = sessions(home)[0]
    app = open_run(open_screen, home, newest)
    app.checkbox(key=f"fix-treadmill-{newest}").check()
    press(app, "fix-save")
    run = own_rows(home, "metric.run", session_id=newest).row(0, named=True)
    assert run["is_treadmill"]
    assert run["descent_m"] is None
    assert run["distance_m"] == pytest.approx(12_000, rel=0.01)


@pytest.mark.usefixtures("all_open")
def test_a_run_said_to_be_a_ride_leaves_the_list_and_can_come_back(open_screen, tmp_path: Path):
    """Another sport is no load on the list, and stays within reach."""
    home = plain_home(tmp_path)
    newest = sessions(home)[0]
    app = open_run(open_screen, home, newest)
    app.selectbox(key=f"fix-sport-{newest}").set_value("ride")
    press(app, "fix-save")
    assert newest not in sessions(home)
    app = open_screen(*home, "runs").selectbox(key="left-out-choice").set_value(newest).run()
    press(app, "left-out-count")
    assert newest in sessions(home)


def test_a_run_without_detail_says_so(open_screen, tmp_path: Path):
    """Treadmill or not, missing samples are no error."""
    home = a_home(tmp_path, [a_run("2026-05-02", km=8)])
    session_id = sessions(home)[0]
    for file in home[0].samples.rglob("*.parquet"):
        file.unlink()
    app = open_run(open_screen, home, session_id)
    assert not app.exception
    assert any("totals only" in str(info.value) for info in app.info)


def test_without_runs_the_screen_says_what_to_do(open_screen, tmp_path: Path):
    """One sentence and one button."""
    app = open_screen(*a_home(tmp_path), "runs")
    assert not app.exception
    assert [button.label for button in app.button] == ["Bring in runs"]


def test_pain_logged_from_a_run_belongs_to_it_and_says_where_it_began(open_screen, tmp_path: Path):
    """Knee, number, kilometre; the run is known, also where a day has two."""
    home = a_home(tmp_path, [a_run("2026-05-02", km=6), a_run("2026-05-02", km=8, at="17:00")])
    open_screen(*home)
    person = session.current_people()[0]
    runs = session.rows_of(person, "metric.run").sort("started_at").to_dicts()
    for run, score in zip(runs, (1, 4), strict=True):
        entry = PainEntry(
            runner_id=person.runner_id,
            local_date=run["local_date"],
            knee="left",
            pain_during_score=score,
            onset_m=3000.0,
            session_id=run["session_id"],
        )
        save_for_run(person, entry)
    rows = session.rows_of(person, "page.pain_entry").sort("pain_during_score").to_dicts()
    assert [(row["session_id"], row["pain_during_score"], row["onset_m"]) for row in rows] == [
        (runs[0]["session_id"], 1, 3000.0),
        (runs[1]["session_id"], 4, 3000.0),
    ]


def test_the_run_page_asks_knee_number_and_kilometre(open_screen, tmp_path: Path):
    """What was answered stands on the same page."""
    home = a_home(tmp_path, [a_run("2026-05-02", km=6)])
    session_id = sessions(home)[0]
    app = open_run(open_screen, home, session_id)
    app.button_group(key=f"run-knee-{session_id}").select("right")
    app.button_group(key=f"run-score-{session_id}").select(3)
    app.number_input(key=f"run-onset-{session_id}").set_value(2.5)
    next(button for button in app.button if button.label == "Save").click().run()
    assert not app.exception
    assert "**Right knee**: worst while running 3; it began at 2.5 km" in words_of(app)
