"""Cadence: at one's own pace, never against somebody's ideal."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from etl.journal.store import Journal
from etl.operations.import_files import import_sources
from etl.warehouse.tables import Warehouse
from tests.builders import a_home, a_run
from tests.builders.homes import UploadedFile
from tests.dashboard.conftest import words_of

LAST = date(2026, 5, 2)


@pytest.fixture(scope="module")
def quicker_home(tmp_path_factory: pytest.TempPathFactory):
    """Half a year at 162 steps a minute, then eight weeks at 170, at the same two paces."""
    runs = [
        a_run(
            LAST - timedelta(weeks=week, days=3 * half),
            km=6,
            pace=330 - 40 * half,
            cadence_spm=(170 if week < 8 else 162) + 5 * half,
        )
        for week in range(20)
        for half in (0, 1)
    ]
    return a_home(tmp_path_factory.mktemp("quicker"), runs)


def half_a_year(app):
    """The same screen over six months."""
    return app.segmented_control(key="period").set_value("6m").run()


def test_the_screen_leads_with_the_level_at_the_runners_own_pace(open_screen, quicker_home):
    """Steps a minute of the latest week beside one's own usual; one chart, the rest folded."""
    app = open_screen(*quicker_home, "cadence")
    assert not app.exception
    assert re.search(
        r"## 17\d steps a minute at your usual pace\nIn the week from 27 Apr, at \d:\d\d /km\. "
        r"Your usual: 17\d from 9 Mar to 3 May",
        words_of(app),
    )
    assert len(app.get("plotly_chart")) == 1
    assert not app.dataframe


def test_then_and_now_are_compared_at_one_pace(open_screen, quicker_home):
    """Eight steps quicker at the same pace is what the two lines show."""
    app = half_a_year(open_screen(*quicker_home, "cadence"))
    found = next(fold.label for fold in app.expander if "steps/min now" in fold.label)
    now, then = (
        int(word) for word in found.replace(",", "").split() if word.isdigit() and int(word) > 100
    )
    assert now - then == pytest.approx(8, abs=1)


@pytest.mark.usefixtures("all_open")
def test_the_effect_is_about_work_done_by_the_knee_with_its_range(open_screen, quicker_home):
    """+5 % is about 5 % less a kilometre, between 3 and 8 (golden D8), and says what is unknown."""
    words = words_of(open_screen(*quicker_home, "cadence"))
    assert "**9 % less**" in words
    assert "about **5 % less**" in words
    assert "8 % to 13 % a step, 3 % to 8 % a kilometre" in words
    assert "work done by the knee" in words
    assert "insufficient evidence on injury" in words


@pytest.mark.usefixtures("all_open")
def test_the_five_twenty_saying_is_put_right(open_screen, quicker_home):
    """Energy that the knee takes up, in one study; not the force from the ground."""
    words = words_of(open_screen(*quicker_home, "cadence"))
    saying = next(line for line in words.splitlines() if "5 % quicker, 20 % less" in line)
    assert "energy that the knee takes up in a step" in saying
    assert "not of the force from the ground" in saying
    assert "34 % less with steps 10 % quicker" in saying


@pytest.mark.usefixtures("all_open")
def test_the_advice_of_170_comes_with_who_lies_below_it(open_screen, quicker_home):
    """Three in four; and without a height it is not fitted to one."""
    words = words_of(open_screen(*quicker_home, "cadence"))
    assert "About 73 % of experienced recreational runners take fewer than 170" in words
    assert "With your height, on Data, 170 can be fitted to your legs." in words


@pytest.mark.usefixtures("all_open")
def test_a_watch_cannot_see_the_foot(open_screen, quicker_home):
    """What step length stands for, and what it cannot show."""
    words = words_of(open_screen(*quicker_home, "cadence"))
    assert "A watch cannot see foot placement" in words


@pytest.fixture
def steady_home(tmp_path: Path):
    """Eight weeks at 164 steps a minute, every second day, the same run; the last yesterday."""
    runs = [a_run(LAST - timedelta(days=2 * n), km=6, cadence_spm=164) for n in range(28)]
    return a_home(tmp_path, runs)


def test_a_step_is_started_followed_paused_and_stopped(open_screen, steady_home):
    """Buttons do what they say, and Today has one line while it is under way."""
    app = open_screen(*steady_home, "cadence")
    assert "From **164** to **172 steps/min**" in words_of(app)
    app = app.button(key="cadence-start").click().run()
    assert "○○○○○○ **run 0 of 6 at 172 steps/min**" in words_of(app)
    today = open_screen(*steady_home)
    (line,) = [link.label for link in today.get("page_link") if "Cadence step" in link.label]
    assert line.startswith("Cadence step: run 0 of 6 at 172 steps/min, at 5:30 /km, until ")
    app = open_screen(*steady_home, "cadence").button(key="cadence-turn").click().run()
    assert "paused" in words_of(app)
    app = app.button(key="cadence-turn").click().run()
    assert "paused" not in words_of(app)
    app = app.button(key="cadence-stop").click().run()
    assert not app.exception
    assert any(fold.label.startswith("Your last cadence step, 164 → 172") for fold in app.expander)
    assert [button.label for button in app.button if button.key == "cadence-start"] == [
        "Start another cadence step"
    ]


@pytest.mark.usefixtures("all_open")
def test_a_step_has_one_end_in_words_and_none_is_offered_beyond_the_aim(
    open_screen, tmp_path: Path
):
    """From 168 the step ends at 176, past 170; at 172 there is nothing to start."""
    days = [LAST - timedelta(days=2 * n) for n in range(28)]
    below = a_home(tmp_path / "below", [a_run(day, km=6, cadence_spm=168) for day in days])
    app = open_screen(*below, "cadence")
    words = words_of(app)
    assert "From **168** to **176 steps/min**" in words
    assert "It ends with 176 held; as that is past 170, no step follows." in words
    assert words.count("It ends") == 1
    there = a_home(tmp_path / "there", [a_run(day, km=6, cadence_spm=172) for day in days])
    app = open_screen(*there, "cadence")
    assert "You are there already" in words_of(app)
    assert not [button for button in app.button if button.key == "cadence-start"]


def test_counted_runs_fill_the_ladder_and_calf_pain_takes_half_a_step_back(
    open_screen, steady_home
):
    """Two runs at 172 a few days later; then a calf that hurts."""
    home, settings = steady_home
    open_screen(home, settings, "cadence").button(key="cadence-start").click().run()
    later = settings.model_copy(update={"now": settings.current_time() + timedelta(days=4)})
    runs = [a_run(LAST + timedelta(days=n), km=6, cadence_spm=172) for n in (2, 4)]
    sources = [UploadedFile(f"later_{n}.fit", run) for n, run in enumerate(runs)]
    import_sources(home, later, sources, runner=Journal(home, later).ensure_runner())
    app = open_screen(home, later, "cadence")
    assert "●●○○○○ **run 2 of 6 at 172 steps/min**" in words_of(app)
    assert "Cadence step: run 2 of 6" not in words_of(app)
    app.session_state["cadence-diary"] = True
    assert "Cadence step: run 2 of 6" in words_of(app.run())
    app.pills(key="calf-score").set_value(4)
    app = next(b for b in app.button if b.label == "Save").click().run()
    assert "**run 0 of 6 at 168 steps/min**" in words_of(app)
    assert "half a step back" in words_of(app)


def test_in_the_week_of_a_spike_the_start_says_why_not_and_from_when(open_screen, tmp_path: Path):
    """One change at a time."""
    runs = [a_run(LAST - timedelta(days=2 * n), km=6 if n else 9) for n in range(28)]
    app = open_screen(*a_home(tmp_path, runs), "cadence")
    words = words_of(app)
    assert "Not in the week of a run much longer than the ones before" in words
    assert "You can start from **Sat 9 May 2026**." in words
    assert not [button for button in app.button if button.key == "cadence-start"]


def test_quicker_steps_can_be_made_a_goal_and_are_then_named(open_screen, all_open, steady_home):
    """The rule looks at the height, so it has to be known."""
    home, settings = steady_home
    journal = Journal(home, settings)
    runner = replace(journal.ensure_runner(), height_cm=170.0)
    journal.save_runner(runner)
    Warehouse(home, settings).refresh(runner)
    app = open_screen(home, settings, "cadence")
    assert "170 becomes about **173**" in words_of(app)
    app = app.toggle[0].set_value(True).run()
    assert app.toggle[0].value is True
    assert "below about 173 spm for your height" in words_of(open_screen(home, settings))


def test_no_cadence_is_called_right(open_screen, quicker_home):
    """There is no number everybody should reach."""
    words = words_of(open_screen(*quicker_home, "cadence")).lower()
    assert "no cadence that is right for everybody" in words
    assert "ideal" not in words


def test_runs_without_steps_get_a_sentence_instead_of_an_empty_chart(open_screen, tmp_path: Path):
    """Missing cadence is not a cadence of zero."""
    app = open_screen(*a_home(tmp_path, [a_run("2026-05-02", cadence_spm=None)]), "cadence")
    assert not app.exception
    assert "once runs with steps are in" in words_of(app)


def test_without_runs_the_screen_says_what_to_do(open_screen, tmp_path: Path):
    """One sentence and one button."""
    app = open_screen(*a_home(tmp_path), "cadence")
    assert not app.exception
    assert [button.label for button in app.button] == ["Bring in runs"]
