"""Today: the status, why, what to do, and logging from there."""

from datetime import date
from pathlib import Path

import pytest

from tests.builders import a_home, a_run
from tests.dashboard.conftest import words_of

LONG_RUN = "2026-05-02"  # the day before the builders' today
CALM_WEEKS = [f"2026-{month:02}-{day:02}" for month, day in ((4, 4), (4, 11), (4, 18), (4, 25))]


def story(folder: Path, *, pains=()):
    """Four Saturdays of 10 km, then one of 14.2 km: 42 % over the longest."""
    runs = [a_run(day, km=10) for day in CALM_WEEKS]
    return a_home(folder, [*runs, a_run(LONG_RUN, km=14.2)], pains=pains)


@pytest.fixture(scope="module")
def sore_home(tmp_path_factory: pytest.TempPathFactory):
    """The long run, and the right knee up two points the morning after."""
    pain = {
        "local_date": date(2026, 5, 2),
        "knee": "right",
        "pain_before_score": 1,
        "pain_during_score": 2,
        "pain_morning_score": 3,
    }
    return story(tmp_path_factory.mktemp("sore"), pains=[pain])


def test_a_morning_two_points_up_says_back_off_with_number_limit_and_grade(open_screen, sore_home):
    """The status in words, then the reason with its number and its evidence."""
    words = words_of(open_screen(*sore_home))
    assert "■ Back off" in words
    assert "right knee, Sat 2 May 2026" in words
    assert "2 points, limit 2 points" in words
    assert words.count("Not yet reviewed by a clinician") == 1


def test_the_long_run_stands_beside_the_longest_before_it(open_screen, sore_home):
    """Both distances and the difference, not a bare ratio."""
    words = words_of(open_screen(*sore_home))
    assert "14.2 km after a longest of 10.0 km: +42 %" in words
    assert "5,205 runners" in words


def test_a_red_day_gives_a_week_and_a_longest_run_a_fifth_shorter(open_screen, sore_home):
    """A mean week of 11.05 km, and the longest run before it hurt, 10 km: each less a fifth."""
    words = words_of(open_screen(*sore_home))
    assert "Next 7 days in all: 8.8 km" in words
    assert "Tomorrow at most **8.0 km**: 20 % below your longest run from before" in words
    assert words.count("Tomorrow at most") == 1


def test_what_a_red_day_starts_is_said_with_its_last_day(open_screen, sore_home):
    """Less, in smaller parts, on the flat: a calm sentence each."""
    words = words_of(open_screen(*sore_home)).replace("**", "")
    assert "Less for now: 8.8 km in all over seven days, 20 % below 11.1 km" in words
    assert "Until Sat 9 May 2026 if every day until then is green." in words
    assert "for example 3 runs a week of 2.9 km, flat, instead of 1 of 10.0 km" in words
    assert "Downhill is back after Sat 9 May 2026" in words


def test_without_pain_a_jump_leaves_a_tenth_over_the_longest_before_it(open_screen, tmp_path: Path):
    """14.2 km after 10: what the runner was used to counts, not the jump."""
    words = words_of(open_screen(*story(tmp_path)))
    assert "● Take note" in words
    assert "Tomorrow at most **11.0 km**: 10 % beyond your former longest, 10.0 km" in words
    assert "Next 7 days" not in words


def test_a_warning_sign_hides_all_load_advice(open_screen, tmp_path: Path):
    """See a clinician, how soon, and no kilometres to run."""
    pain = {"local_date": date(2026, 5, 2), "knee": "left", "red_flags": ("locked_giving_way",)}
    words = words_of(open_screen(*story(tmp_path, pains=[pain])))
    assert "✚ See a clinician" in words
    assert "within days" in words
    assert "Tomorrow at most" not in words
    assert "Next 7 days" not in words
    assert "for now" not in words


def test_one_tap_answers_the_missing_morning(open_screen, tmp_path: Path):
    """The score lands on yesterday's entry, and the question goes away."""
    pain = {"local_date": date(2026, 5, 2), "knee": "left", "pain_during_score": 1}
    home, settings = a_home(tmp_path, [a_run(LONG_RUN)], pains=[pain])
    app = open_screen(home, settings)
    app.button_group(key="morning-left-2026-05-02").select(0).run()
    assert not app.exception
    assert [group for group in app.get("button_group") if "Missing" in group.label] == []
    app.switch_page("pain/screen.py").run()
    assert "Worst while running 1, the morning after 0" in words_of(app)


def test_three_taps_log_pain_and_one_takes_it_back(open_screen, tmp_path: Path):
    """The button, a knee, a number: no save. What was tapped by mistake goes again."""
    app = open_screen(*a_home(tmp_path, [a_run(LONG_RUN)]))
    app.button_group(key="quick-knee-0").select("right").run()
    app.button_group(key="quick-score-0").select(6).run()
    assert not app.exception
    assert "Saved: Right knee, at rest: **6** of 10." in words_of(app)
    assert "Pain above 5 without running" in words_of(app)
    app.button(key="quick-undo").click().run()
    assert "Saved:" not in words_of(app)
    assert "Pain above 5 without running" not in words_of(app)


def test_a_number_without_a_knee_asks_for_the_knee(open_screen, tmp_path: Path):
    """Nothing is guessed, and nothing is saved."""
    app = open_screen(*a_home(tmp_path, [a_run(LONG_RUN)]))
    app.button_group(key="quick-score-0").select(6).run()
    assert "And which knee?" in words_of(app)
    assert "Saved:" not in words_of(app)
