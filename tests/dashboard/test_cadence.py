"""Cadence: at one's own pace, never against somebody's ideal."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.builders import a_home, a_run
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


def test_the_level_is_told_at_the_runners_own_pace(open_screen, quicker_home):
    """The title gives steps a minute at the usual pace."""
    app = open_screen(*quicker_home, "cadence")
    assert not app.exception
    assert "steps/min at your usual pace" in words_of(app)


def test_then_and_now_are_compared_at_one_pace(open_screen, quicker_home):
    """Eight steps quicker at the same pace is what the two lines show."""
    words = words_of(half_a_year(open_screen(*quicker_home, "cadence")))
    found = next(line for line in words.splitlines() if "steps/min now" in line)
    now, then = (
        int(word) for word in found.replace(",", "").split() if word.isdigit() and int(word) > 100
    )
    assert now - then == pytest.approx(8, abs=1)


def test_the_effect_is_about_work_done_by_the_knee_with_its_range(open_screen, quicker_home):
    """+5 % is about 5 % less a kilometre, between 3 and 8 (golden D8), and says what is unknown."""
    words = words_of(open_screen(*quicker_home, "cadence"))
    assert "**9 % less**" in words
    assert "about **5 % less** (plausible: 3 % to 8 %)" in words
    assert "work done by the knee" in words
    assert "whether it means fewer injuries is not known" in words


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
