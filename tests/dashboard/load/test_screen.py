"""Load: weeks, single runs against the 30 days before, and tomorrow."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from etl.journal.entries import PastInjury
from etl.journal.store import Journal
from etl.warehouse.tables import Warehouse
from tests.builders import a_home, a_run
from tests.dashboard.conftest import words_of

SATURDAYS = ["2026-04-04", "2026-04-11", "2026-04-18", "2026-04-25"]


@pytest.fixture(scope="module")
def jump_home(tmp_path_factory: pytest.TempPathFactory):
    """Four Saturdays of 10 km, then 14.2 km on the day before today."""
    runs = [*(a_run(day, km=10) for day in SATURDAYS), a_run("2026-05-02", km=14.2)]
    return a_home(tmp_path_factory.mktemp("jump"), runs)


def slide(app: AppTest, distance: float) -> AppTest:
    """Move the slider and let the page follow."""
    return app.slider(key="tomorrow-distance").set_value(distance).run()


def test_the_finding_names_the_run_beyond_the_ceiling(open_screen, jump_home):
    """The latest that was more than a tenth longer than the longest of its 30 days; one chart."""
    app = open_screen(*jump_home, "load")
    assert (
        "#### Your 14.2 km of Sat 2 May 2026 were 1.4 × the longest of the 30 days before"
        in words_of(app)
    )
    assert len(app.get("plotly_chart")) == 1
    assert not app.dataframe


def test_after_a_jump_the_slider_opens_at_what_came_before_it(open_screen, jump_home):
    """14.2 km after 10 is a jump: 11 km tomorrow, not a tenth beyond the jump."""
    app = open_screen(*jump_home, "load")
    words = words_of(app)
    assert words.count("## Tomorrow at most 11.0 km\n") == 1
    assert "That is 10 % beyond your former longest, 10.0 km." in words
    assert "14.2 km of Sat 2 May 2026 were a jump and are no measure until" in words
    assert app.slider(key="tomorrow-distance").value == 11.0
    assert words.count("11.0 km tomorrow: within your limit") == 1
    assert "no jump" not in words


@pytest.mark.parametrize(
    ("distance", "word"),
    [
        (5.0, "within your limit"),
        (11.0, "within your limit"),
        (11.1, "beyond your limit, a jump"),
        (20.1, "beyond your limit, a big jump"),
    ],
)
def test_the_slider_names_what_a_run_tomorrow_would_be(open_screen, jump_home, distance, word):
    """Limit, jump and big jump, each counted from the longest run before the jump."""
    app = slide(open_screen(*jump_home, "load"), distance)
    assert f"{distance:.1f} km tomorrow: {word}" in words_of(app)


def test_while_the_knee_complains_its_limit_is_the_one(open_screen, all_open, tmp_path: Path):
    """A run that is no jump in distance may still be too long for a knee that hurts."""
    pain = {
        "local_date": date(2026, 5, 2),
        "knee": "right",
        "pain_before_score": 1,
        "pain_during_score": 2,
        "pain_morning_score": 3,
    }
    runs = [*(a_run(day, km=10) for day in SATURDAYS), a_run("2026-05-02", km=14.2)]
    home = a_home(tmp_path, runs, pains=[pain])
    for screen in ("load", "today"):
        app = open_screen(*home, screen)
        words = words_of(app)
        assert "Tomorrow at most 8.0 km" in words.replace("*", "")
        assert "20 % below your longest run from before" in words
        assert words.count("Tomorrow at most") == 1
    app = slide(open_screen(*home, "load"), 10.5)
    assert "10.5 km tomorrow: beyond your limit" in words_of(app)


@pytest.mark.usefixtures("all_open")
def test_weekly_change_comes_with_the_sentence_that_it_is_no_warning(open_screen, jump_home):
    """It has not been shown to predict injury, and the page says so."""
    words = words_of(open_screen(*jump_home, "load"))
    assert "has not been shown to predict injury" in words


def test_growth_is_told_on_load_and_not_on_today(open_screen, tmp_path: Path):
    """Seven days of 28 km after seven of 20: a line of Load says so, Today has no reason of it."""
    days = [("2026-04-21", 10), ("2026-04-24", 10), ("2026-04-28", 10), ("2026-05-01", 9)]
    runs = [*(a_run(day, km=10) for day in SATURDAYS[:1]), *(a_run(d, km=k) for d, k in days)]
    here = a_home(tmp_path, [*runs, a_run("2026-05-02", km=9)])
    app = open_screen(*here, "load")
    grown = "Above your usual: over 30 % more than the seven days before"
    assert grown in [fold.label for fold in app.expander]
    app.session_state["load-ramp"] = True
    words = words_of(app.run())
    assert (
        "**Above your usual: over 30 % more than the seven days before**: "
        "28.0 km in seven days up to Sat 2 May 2026, after 20.0 km." in words
    )
    assert "Above your usual" not in words_of(open_screen(*here, "today"))


@pytest.mark.parametrize(("birth_year", "is_said"), [(2008, True), (2007, False), (None, False)])
def test_the_young_are_told_that_the_limits_are_adults(
    open_screen, tmp_path: Path, birth_year: int | None, is_said: bool
):
    """Up to 18 by the year of birth, on Today and on Load; an unknown age counts as adult."""
    here = a_home(tmp_path, [a_run("2026-05-02", km=10)])
    journal = Journal(*here)
    journal.save_runner(replace(journal.ensure_runner(), birth_year=birth_year))
    Warehouse(*here).refresh(journal.ensure_runner())
    for screen in ("today", "load"):
        words = words_of(open_screen(*here, screen))
        assert ("The limits here come from adults." in words) is is_said


def test_the_evidence_is_one_tap_away(open_screen, jump_home):
    """From the rule's own file, with its grade and who reviewed it."""
    app = open_screen(*jump_home, "load")
    closed = words_of(app)
    assert "Frandsen 2025" not in closed
    assert closed.count("Not yet reviewed by a clinician") == 1  # of what the tap would show, too
    app.session_state["known-session_spike"] = True
    words = words_of(app.run())
    assert "Frandsen 2025" in words
    assert "Evidence grade **B**" in words
    assert words.count("Not yet reviewed by a clinician") == 1


def test_after_a_month_off_there_is_nothing_to_compare_tomorrow_with(open_screen, tmp_path: Path):
    """No reference is not the same as no risk, and no number is made up."""
    app = open_screen(*a_home(tmp_path, [a_run("2026-03-07", km=10)]), "load")
    assert not app.exception
    assert "no run of known distance in the last 30 days" in words_of(app)


def test_miles_begin_the_slider_at_three(open_screen, tmp_path: Path):
    """A round number in the runner's own unit."""
    home, settings = a_home(tmp_path, [a_run("2026-05-02", km=10)])
    journal = Journal(home, settings)
    runner = replace(journal.runners()[0], units="miles")
    journal.save_runner(runner)
    Warehouse(home, settings).refresh(runner)
    app = open_screen(home, settings, "load")
    assert app.slider(key="tomorrow-distance").min == 3.0
    assert "6.2 mi" in words_of(app)


def test_without_runs_the_screen_says_what_to_do(open_screen, tmp_path: Path):
    """One sentence and one button."""
    app = open_screen(*a_home(tmp_path), "load")
    assert not app.exception
    assert "once your runs are in" in words_of(app)
    assert [button.label for button in app.button] == ["Bring in runs"]


def open_drawer(app: AppTest) -> AppTest:
    """Open the drawer for experts and let the page follow."""
    app.session_state["expert-drawer"] = True
    return app.run()


def test_the_drawer_for_experts_is_closed_and_reads_nothing(open_screen, jump_home):
    """Ratios of load are no news: whoever wants them opens the drawer."""
    words = words_of(open_screen(*jump_home, "load"))
    assert "ACWR" not in words
    assert "Monotony" not in words


def test_ratios_come_with_what_is_against_them_and_without_bands(open_screen, jump_home):
    """The inverse relation and the coupling stand beside the numbers, and nothing is coloured."""
    app = open_drawer(open_screen(*jump_home, "load"))
    assert not app.exception
    words = words_of(app)
    assert "the opposite of what the ratio is used for" in words
    assert "in both halves of the coupled ratio, which therefore cannot pass 4" in words
    assert "Evidence grade B" in words
    assert "Strain: –" in words
    assert "0.8" not in words.split("ACWR")[1].split("Monotony")[0]


def test_a_break_and_its_first_week_are_told_in_words(open_screen, all_open, tmp_path: Path):
    """Last run on 16 April, today 3 May: 18 days tomorrow, 0.6 of four weeks of 20 km."""
    days = ["2026-03-19", "2026-03-22", "2026-03-26", "2026-03-30"]
    days += ["2026-04-02", "2026-04-06", "2026-04-09", "2026-04-16"]
    home = a_home(tmp_path, [a_run(day, km=10) for day in days])
    for screen in ("load", "today"):
        words = words_of(open_screen(*home, screen))
        assert "A run tomorrow would be the first after **18 days**." in words
        assert "The first week back is meant for" in words
        assert "60 % of your usual" in words


def test_a_break_of_a_month_and_more_begins_with_walking_and_running(open_screen, tmp_path: Path):
    """And where the usual week is not known, no number is made up."""
    words = words_of(open_screen(*a_home(tmp_path, [a_run("2026-03-20", km=10)]), "load"))
    assert "Your usual week is not known, so keep the first one short." in words
    assert "alternate walking and running" in words


@pytest.mark.usefixtures("all_open")
def test_hard_days_in_a_row_are_pointed_out_without_alarm(open_screen, tmp_path: Path):
    """A long run and a longer one the day after: context, the status stays with the jump."""
    runs = [*(a_run(day, km=10) for day in SATURDAYS)]
    runs += [a_run("2026-05-01", km=12), a_run("2026-05-02", km=14)]
    words = words_of(open_screen(*a_home(tmp_path, runs), "load"))
    assert "Last hard day: 1 day ago" in words
    assert "After the one before: 1 day" in words
    assert "Heart-rate variability is left out" in words


def test_an_old_injury_is_a_badge_and_lowers_no_limit(open_screen, jump_home, tmp_path: Path):
    """Told of once, it stands beside the load for a year; tomorrow's limit is as before."""
    runs = [*(a_run(day, km=10) for day in SATURDAYS), a_run("2026-05-02", km=14.2)]
    home, settings = a_home(tmp_path, runs)
    journal = Journal(home, settings)
    runner_id = journal.runners()[0].runner_id
    journal.log_injury(
        PastInjury(runner_id=runner_id, local_date=date(2025, 11, 1), site="knee", side="left")
    )
    words = words_of(open_screen(home, settings, "load"))
    assert "Left knee, until Sat 1 Nov 2025" in words
    assert "Tomorrow at most 11.0 km" in words
