"""Today: the one number, why, what is folded below it, and logging from there."""

from datetime import date
from pathlib import Path

import pytest

from tests.builders import a_home, a_run
from tests.dashboard.conftest import words_of

LONG_RUN = "2026-05-02"  # the day before the builders' today
CALM_WEEKS = [f"2026-{month:02}-{day:02}" for month, day in ((4, 4), (4, 11), (4, 18), (4, 25))]
SORE = {
    "local_date": date(2026, 5, 2),
    "knee": "right",
    "pain_before_score": 1,
    "pain_during_score": 2,
    "pain_morning_score": 3,
}


def story(folder: Path, *, pains=(), last_km=14.2):
    """Four Saturdays of 10 km, then one of 14.2 km: 42 % over the longest."""
    runs = [a_run(day, km=10) for day in CALM_WEEKS]
    return a_home(folder, [*runs, a_run(LONG_RUN, km=last_km)], pains=pains)


def unopened(app) -> str:
    """What the card says, without what is folded."""
    return words_of(app).replace("**", "")


@pytest.fixture(scope="module")
def sore_home(tmp_path_factory: pytest.TempPathFactory):
    """The long run, and the right knee up two points the morning after."""
    return story(tmp_path_factory.mktemp("sore"), pains=[SORE])


def test_a_red_day_says_back_off_how_far_and_why_in_one_sentence(open_screen, sore_home):
    """Status, number and sentence with its subject, in sight, each once."""
    words = unopened(open_screen(*sore_home))
    assert "■ Back off" in words
    assert words.count("# Tomorrow at most 8.0 km, flat and easy") == 1
    assert words.count("Tomorrow at most") == 1
    assert "Right knee pain rose from 1 to 3 the morning after Saturday's 14.2 km." in words
    assert words.count("Not yet reviewed by a clinician") == 1


def test_reasons_and_measures_are_lines_with_their_numbers_that_unfold(open_screen, sore_home):
    """Closed: a line each. What they say in full is not drawn."""
    app = open_screen(*sore_home)
    labels = [fold.label for fold in app.expander]
    assert labels[1:3] == ["Fast minutes, or a route", "Pain up the morning after **1 → 3**"]
    assert "Less distance, until 9 May **8.8 km in 7 days**" in labels
    assert "limit 2 points" not in words_of(app)


@pytest.mark.usefixtures("all_open")
def test_all_that_was_told_is_one_tap_below(open_screen, sore_home):
    """Numbers with their limits, what the limit rests on, what is under way, the week."""
    words = words_of(open_screen(*sore_home))
    plain = words.replace("**", "")
    assert "right knee" in words
    assert "2 points, limit 2 points" in words
    assert "14.2 km after a longest of 10.0 km: +42 %" in words
    assert "5,205 runners" in words
    assert "That is 20 % below your longest run from before" in plain
    assert "Next 7 days in all: 8.8 km" in words
    assert "Less for now: 8.8 km in all over seven days, 20 % below 11.1 km" in plain
    assert "Until Sat 9 May 2026 if every day until then is green." in plain
    assert "for example 3 runs a week of 2.9 km, flat, instead of 1 of 10.0 km" in plain
    assert "Downhill is back after Sat 9 May 2026" in plain


def test_a_jump_without_pain_leaves_a_tenth_over_the_longest_before_it(open_screen, tmp_path: Path):
    """14.2 km after 10: what the runner was used to counts, not the jump; and no terrain."""
    words = unopened(open_screen(*story(tmp_path)))
    assert "● Take note" in words
    assert "# Tomorrow at most 11.0 km\n" in words
    assert "Saturday's 14.2 km went 42 % past your longest run of the 30 days before" in words


def test_more_than_twice_the_longest_is_a_big_jump(open_screen, tmp_path: Path):
    """High load: no further than before it."""
    words = unopened(open_screen(*story(tmp_path, last_km=21)))
    assert "◆ Big jump" in words
    assert "# Tomorrow at most 10.0 km\n" in words


def test_one_point_more_the_morning_after_is_amber(open_screen, tmp_path: Path):
    """No further than the longest before it."""
    words = unopened(open_screen(*story(tmp_path, pains=[SORE | {"pain_morning_score": 2}])))
    assert "▲ Ease back" in words
    assert "# Tomorrow at most 10.0 km\n" in words
    assert "rose from 1 to 2" in words


def test_a_calm_day_says_so_and_what_the_number_rests_on(open_screen, tmp_path: Path):
    """Nothing to do: no reasons, no colour."""
    words = unopened(open_screen(*story(tmp_path, last_km=10)))
    assert "✓ OK" in words
    assert "# Tomorrow at most 11.0 km\n" in words
    assert "Nothing in your runs or your log stands out today. That is 10 % beyond" in words
    assert "Why" not in words


def test_one_run_alone_is_not_enough_to_compare(open_screen, tmp_path: Path):
    """The status says that it is not known, and the picture likewise."""
    words = unopened(open_screen(*a_home(tmp_path, [a_run(LONG_RUN, km=8)])))
    assert "○ Not enough data" in words
    assert "Too few of the last 28 days are known. That is 10 % beyond" in words
    assert "nothing is logged about pain" in words


def test_no_run_of_thirty_days_gives_no_number(open_screen, tmp_path: Path):
    """Unknown is said as unknown."""
    words = unopened(open_screen(*a_home(tmp_path, [a_run("2026-03-02", km=8)])))
    assert "# How far tomorrow is not known" in words
    assert "There is no run of known distance in the last 30 days." in words


def test_red_twice_within_a_week_pauses_running(open_screen, tmp_path: Path):
    """No kilometres, and until when."""
    pains = [SORE, SORE | {"local_date": date(2026, 4, 30), "pain_morning_score": 4}]
    words = unopened(open_screen(*story(tmp_path, pains=pains)))
    assert "# No running until Friday 8 May" in words
    assert "at most" not in words.split("####")[0]


def test_a_warning_sign_hides_all_load_advice_until_a_clinician_has_the_word(
    open_screen, tmp_path: Path
):
    """See a clinician, how soon, and no kilometres to run; then what the clinician says."""
    pain = {"local_date": date(2026, 5, 2), "knee": "left", "red_flags": ("locked_giving_way",)}
    app = open_screen(*story(tmp_path, pains=[pain]))
    words = unopened(app)
    assert "✚ See a clinician" in words
    assert "# Tomorrow: a clinician first" in words
    assert "within days" in words
    assert not [part for part in app.get("html") if "Last 7 days" in str(part.proto)]
    for word in ("Tomorrow at most", "Less distance"):
        assert word not in words + "".join(fold.label for fold in app.expander)
    app.radio(key="assessment-who").set_value("doctor")
    app.radio(key="assessment-outcome").set_value("under_care")
    next(one for one in app.button if one.label == "Keep it").click().run()
    words = unopened(app)
    assert "# Tomorrow: what your clinician says" in words
    assert "Tomorrow at most" not in words


def test_one_tap_answers_the_missing_morning(open_screen, tmp_path: Path):
    """The score lands on yesterday's entry, and the question goes away."""
    pain = {"local_date": date(2026, 5, 2), "knee": "left", "pain_during_score": 1}
    home, settings = a_home(tmp_path, [a_run(LONG_RUN)], pains=[pain])
    app = open_screen(home, settings)
    app.button_group(key="morning-left-2026-05-02").select(0).run()
    assert not app.exception
    assert [group for group in app.get("button_group") if "Missing" in group.label] == []
    app.switch_page("pain/screen.py")
    app.session_state["pain-week-2026-04-27"] = True
    assert "Worst while running 1, the morning after 0" in words_of(app.run())


def test_two_taps_log_pain_and_one_takes_it_back(open_screen, tmp_path: Path):
    """The button and a number of a knee: no save. What was tapped by mistake goes again."""
    app = open_screen(*a_home(tmp_path, [a_run(LONG_RUN)]))
    app.button_group(key="quick-score-right-0").select(6).run()
    assert not app.exception
    assert "Saved: Right knee, at rest: **6** of 10." in words_of(app)
    assert "Pain above 5 without running, right knee, Sun 3 May 2026." in words_of(app)
    app.button(key="quick-undo").click().run()
    assert "Saved:" not in words_of(app)
    assert "Pain above 5 without running" not in words_of(app)


def test_the_moment_that_is_chosen_first_is_the_one_that_is_saved(open_screen, tmp_path: Path):
    """This morning's score belongs to yesterday, of the knee whose number was tapped."""
    app = open_screen(*a_home(tmp_path, [a_run(LONG_RUN)]))
    app.button_group(key="quick-moment-0").select("pain_morning_score").run()
    app.button_group(key="quick-score-left-0").select(2).run()
    assert "Saved: Left knee, this morning: **2** of 10." in words_of(app)
