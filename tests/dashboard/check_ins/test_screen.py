"""Check-ins: what is due, answered, shown with its noise, and what a clinic may bring."""

from datetime import date
from pathlib import Path

import pytest

from dashboard.check_ins.charts import draw_check_ins
from dashboard.check_ins.wording import meaning_title
from dashboard.rows.check_ins import CheckIn as CheckInRow
from etl.journal.check_ins import CheckIn, save_check_in
from etl.journal.store import Journal
from etl.reference.questionnaires.definitions import facts_of
from tests.builders import a_home, a_run
from tests.builders.questionnaires import an_invented_text
from tests.builders.rows import a_row_of
from tests.dashboard.conftest import own_rows, words_of

PAIN = {"local_date": date(2026, 5, 2), "knee": "right", "pain_during_score": 3}


def save(app):
    """Press the form's own button."""
    return next(button for button in app.button if button.label == "Save").click().run()


def answered(home, settings, days: dict[str, tuple], **values) -> None:
    """Earlier check-ins, by day."""
    journal = Journal(home, settings)
    plain = {"questionnaire_id": "overuse_weekly", "questionnaire_version": "own-1"}
    runner_id = journal.ensure_runner().runner_id
    for day, answers in days.items():
        given = plain | {"knee": "right"} | values
        save_check_in(
            journal,
            CheckIn(
                runner_id=runner_id, local_date=date.fromisoformat(day), answers=answers, **given
            ),
        )


def choose(app, *places: int):
    """Answer the questions that are shown, one after the other."""
    for index, place in enumerate(places):
        app.radio[index].set_value(place).run()
    return app


def test_a_knee_that_hurts_is_asked_about_in_our_own_words(open_screen, all_open, tmp_path: Path):
    """Due at once, marked as our own wording; three more questions only where they matter."""
    app = open_screen(*a_home(tmp_path, [a_run()], pains=[PAIN]), "check_ins")
    assert not app.exception
    words = words_of(app)
    assert "Due now" in words
    assert "Our own wording, scored like the OSTRC overuse questionnaire" in words
    assert len(app.radio) == 1
    assert len(choose(app, 1).radio) == 4
    save(choose(app, 1, 1, 1, 2))
    assert not app.exception
    words = words_of(app)
    assert "## Right knee: it got in the way, but not substantially" in words
    assert "41 on 3 May: 0 is no problem and 100 no running." in words
    assert "Weekly check-in, ▶ right knee: 41, the first" in words
    assert "Nothing is due today" in words
    assert "Next: Weekly check-in, ▶ right knee, from Sun 10 May 2026" in words
    assert len(app.get("plotly_chart")) == 1


def test_no_problem_is_saved_with_one_answer(open_screen, all_open, tmp_path: Path):
    """And a save without any answer says what is missing."""
    app = open_screen(*a_home(tmp_path, [a_run()], pains=[PAIN]), "check_ins")
    save(app)
    assert "Answer each question first" in words_of(app)
    save(choose(app, 0))
    assert "right knee: 0, the first" in words_of(app)
    assert "## Right knee: it did not get in the way" in words_of(app)


def test_a_change_is_told_with_what_is_known_of_its_noise(open_screen, all_open, tmp_path: Path):
    """Since the first; weeks with a problem are counted below the chart."""
    home, settings = a_home(tmp_path, [a_run()], pains=[PAIN])
    days = {"2026-04-20": (2, 2, 1, 2), "2026-04-27": (1, 1, 1, 1)}
    answered(home, settings, days)
    app = open_screen(home, settings, "check_ins")
    words = words_of(app)
    assert "32, since the first 27 points better, its measurement noise is not known" in words
    assert "Of 2 weekly check-ins, 2 told of a problem and 1 of a substantial one" in words


def test_an_answer_can_be_taken_back(open_screen, all_open, tmp_path: Path):
    """It is gone from the page."""
    home, settings = a_home(tmp_path, [a_run()], pains=[PAIN])
    answered(home, settings, {"2026-05-03": (1, 1, 1, 1)})
    app = open_screen(home, settings, "check_ins")
    next(b for b in app.button if b.label == "Take back the answer of 3 May").click().run()
    assert not app.exception
    assert "No check-in yet" in words_of(app)


def test_the_runner_says_which_knee_is_asked_about(open_screen, all_open, tmp_path: Path):
    """Asked for without pain, and no longer asked in spite of it."""
    app = open_screen(*a_home(tmp_path, [a_run()], pains=[PAIN]), "check_ins")
    asked = next(g for g in app.button_group if str(g.key).startswith("check-in-asked"))
    assert asked.value == ["right"]
    asked.set_value(["left"]).run()
    assert not app.exception
    chosen = next(g for g in app.button_group if str(g.key).startswith("check-in-choice"))
    assert chosen.options[0] == "Weekly check-in, ◀ left knee · due"
    assert not any("right knee · due" in option for option in chosen.options)


def test_without_a_clinics_file_the_screen_says_why(open_screen, all_open, tmp_path: Path):
    """Words of others are not shipped."""
    app = open_screen(*a_home(tmp_path, [a_run()]), "check_ins")
    assert not app.exception
    words = words_of(app)
    assert "AKPS (Kujala), KOOS-PF, LEFS, UWRI: their words belong to others" in words
    assert "No check-in yet" in words


def test_a_clinics_questionnaire_is_asked_scored_and_shown_against_its_noise(
    open_screen, all_open, tmp_path: Path
):
    """An invented text in the shape of the UWRI: 3 points are noise."""
    home, settings = a_home(tmp_path, [a_run()], pains=[PAIN])
    home.questionnaires.mkdir()
    text = an_invented_text(licence="**Licence** 7")
    (home.questionnaires / "ours.toml").write_text(text, "utf-8")
    first = {"2026-04-05": (2, 2, 2, 2, 2, 2, 2, 2, 2)}
    of_clinic = {"questionnaire_id": "uwri", "questionnaire_version": "invented-1", "knee": None}
    answered(home, settings, first, **of_clinic)
    answered(home, settings, {"2026-05-03": (0, None, None, None)})
    app = open_screen(home, settings, "check_ins")
    assert r"\*\*Licence\*\* 7" in words_of(app)
    assert len(app.radio) == 9
    save(choose(app, *([1] * 3), *([2] * 6)))
    assert not app.exception
    words = words_of(app)
    assert "UWRI: 21, since the first within measurement noise" in words
    assert "UWRI: no change since the first that is more than chance" in words
    assert "21 on 3 May: 36 is best and 0 worst." in words
    change = r"A change below 4\.07 points is measurement noise; from 5 on it mattered to people"
    assert change.replace("\\", "") in words
    assert "Source: Nelson 2019; Nelson 2020" in words


def test_a_clinics_file_with_a_fault_is_left_out_and_said(open_screen, all_open, tmp_path: Path):
    """One sentence, and the rest of the page works."""
    home, settings = a_home(tmp_path, [a_run()], pains=[PAIN])
    home.questionnaires.mkdir()
    (home.questionnaires / "bad.toml").write_text(an_invented_text(count=8), "utf-8")
    app = open_screen(home, settings, "check_ins")
    assert not app.exception
    assert "UWRI has 9 items, and 8 are given" in words_of(app)
    assert "UWRI: their words belong to others" in words_of(app)
    assert len(app.radio) == 1


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ({"score": 0.0, "is_substantial": False}, "Left knee: it did not get in the way"),
        ({"score": 33.0, "is_substantial": False}, "Left knee: it got in the way, but not subst"),
        ({"score": 41.0, "is_substantial": True}, "Left knee: a substantial problem"),
        ({"score": 100.0, "is_substantial": True}, "Left knee: no running because of it"),
        ({"score": None, "score_reason": "unanswered"}, "Weekly, ◀ left knee: no score"),
    ],
)
def test_a_weekly_score_is_told_in_the_bands_of_its_questionnaire(values: dict, title: str):
    """No problem, some, substantial, no running; none of our own in between."""
    row = a_row_of(CheckInRow, title="Weekly", knee="left", **values)
    assert meaning_title(row, facts_of("overuse_weekly")).startswith(title)


@pytest.mark.parametrize(
    ("change", "is_beyond", "is_important", "words"),
    [
        (None, None, None, "the first score, with nothing to compare yet"),
        (0.0, False, False, "as at first"),
        (9.0, False, False, "no change since the first that is more than chance"),
        (-16.2, True, False, "worse than at first, by more than chance"),
        (20.0, True, True, "better than at first, by as much as mattered to people"),
        (12.0, None, True, "better than at first; whether by more than chance is not known"),
    ],
)
def test_a_clinics_score_is_told_against_the_first(change, is_beyond, is_important, words: str):
    """Noise first, then what mattered to people; nothing where neither is known."""
    told = {"change_first_score": change, "is_beyond_noise": is_beyond, "is_substantial": None}
    row = a_row_of(
        CheckInRow, title="KOOS-PF", knee=None, score=50.0, is_higher_better=True,
        is_important=is_important, **told,
    )  # fmt: skip
    assert meaning_title(row, facts_of("koos_pf")) == f"KOOS-PF: {words}"


@pytest.mark.parametrize("is_painful", [True, False])
def test_today_has_one_line_when_one_is_due(open_screen, tmp_path: Path, is_painful: bool):
    """And none otherwise."""
    home, settings = a_home(tmp_path, [a_run()], pains=[PAIN] if is_painful else [])
    links = [link.proto.label for link in open_screen(home, settings).get("page_link")]
    due = [label for label in links if label.startswith("Check-in due")]
    assert due == ["Check-in due: Weekly check-in, ▶ right knee"] * is_painful


def test_the_chart_shows_the_noise_around_the_first_score(tmp_path: Path):
    """KOOS-PF: 16 points up and down, never beyond the scale; the weekly one has no band."""
    home, settings = a_home(tmp_path, [a_run()])
    days = {"2026-04-05": (0,) * 10 + (4,), "2026-05-03": (2,) * 11}
    of_clinic = {"questionnaire_id": "koos_pf", "questionnaire_version": "1"}
    answered(home, settings, days, **of_clinic)
    rows = own_rows((home, settings), "page.check_in").reverse()
    figure = draw_check_ins(rows, title="KOOS-PF", lowest_score=0, highest_score=100)
    band, scores = figure.data
    assert (min(band.y), max(band.y)) == (pytest.approx(100 - 100 / 11 - 16), 100)
    assert list(scores.y) == [pytest.approx(100 - 100 / 11), 50]
    assert "higher is better; within the band" in figure.layout.meta["subtitle"]
