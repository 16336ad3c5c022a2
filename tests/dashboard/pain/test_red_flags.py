"""Warning signs on the screens and from the shell, and who may see what of them."""

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.access.gateway import Gateway
from dashboard.cli.commands import app as kneewise
from dashboard.cli.context import Here
from dashboard.cli.log.entries import log
from dashboard.pain.red_flags.wording import by_urgency, red_flags, to_be_seen
from dashboard.rows.pain import WarningSign
from dashboard.ui import display
from etl.errors import UserError
from etl.journal.red_flags import (
    ASSESSORS,
    OUTCOMES,
    Assessment,
    RedFlagAnswer,
    answer_red_flags,
    keep_assessment,
)
from etl.journal.store import Journal
from tests.builders import a_home, a_run
from tests.builders.homes import NOW
from tests.builders.rows import a_row_of
from tests.dashboard.cadence.test_access import COACH, grant
from tests.dashboard.conftest import own_rows, words_of

CALM_WEEKS = [f"2026-{month:02}-{day:02}" for month, day in ((4, 4), (4, 11), (4, 18), (4, 25))]
LOAD_ADVICE = ("Longest run tomorrow", "Next 7 days", "Longest tomorrow", "Start a cadence step")


def button(app, label: str):
    """The first button of that label."""
    return next(button for button in app.button if button.label == label)


def a_green_home(folder: Path):
    """Four calm Saturdays, and nothing that hurts."""
    return a_home(folder, [a_run(day, km=10) for day in (*CALM_WEEKS, "2026-05-02")])


def tick(here, *signs: str, knee: str | None = "right", on: date = date(2026, 2, 1)) -> str:
    """An answer that ticks signs, of long ago."""
    journal = Journal(*here)
    runner_id = journal.ensure_runner().runner_id
    answer = RedFlagAnswer(
        runner_id=runner_id, local_date=on, reason="own", knee=knee, red_flags=signs
    )
    return answer_red_flags(journal, answer)


def test_new_pain_is_asked_about_after_the_two_taps_and_once(open_screen, tmp_path: Path):
    """The card comes after the number is kept; "None of these" is kept, and can be taken back."""
    app = open_screen(*a_green_home(tmp_path))
    assert "Does any of this apply?" not in words_of(app)
    app.button_group(key="quick-score-right-0").select(2).run()
    assert "The pain in your right knee is new. **Does any of this apply?**" in words_of(app)
    assert [box.label for box in app.checkbox] == [flag.text for flag in red_flags().values()]
    button(app, "None of these").click().run()
    assert "Kept: none of these." in words_of(app)
    assert app.checkbox == []
    app.button(key="signs-undo").click().run()
    assert "Does any of this apply?" in words_of(app)


def test_a_ticked_sign_says_whom_to_see_and_an_assessment_brings_advice_back(
    open_screen, all_open, tmp_path: Path
):
    """Today, from the tick to the word of a doctor."""
    here = a_green_home(tmp_path)
    app = open_screen(*here, "pain").button(key="pain-log").click().run()
    app.button_group(key="knee-new").select("left")
    app.select_slider(key="pain_during_score-new").set_value(3)
    app.button(key="pain-log").click()
    next(each for each in app.button if "pain-form" in each.proto.form_id).click().run()
    box = next(box for box in app.checkbox if str(box.key).startswith("sign-locked"))
    box.check().run()
    button(app, "Keep what I ticked").click().run()
    assert words_of(app).index("urgent knee clinic, within days") < words_of(app).index("## ")
    app.switch_page("today/screen.py").run()
    words = words_of(app)
    assert "✚ See a clinician" in words
    assert "See a doctor or an urgent knee clinic, within days." in words
    assert "left knee" in words
    for outcome, is_hidden in (("under_care", True), ("may_train_with_limits", False)):
        # A new form each time: what was saved is not there again.
        (who,) = (one for one in app.radio if str(one.key).startswith("assessment-who"))
        (what,) = (one for one in app.radio if str(one.key).startswith("assessment-outcome"))
        who.set_value("doctor")
        what.set_value(outcome)
        (note,) = (one for one in app.text_area if str(one.key).startswith("assessment-note"))
        assert note.value == ""
        note.set_value("*torn*")
        button(app, "Keep it").click().run()
        assert not app.exception
        words = words_of(app)
        assert "See a clinician" not in words
        assert ("Tomorrow: what your clinician says" in words) == is_hidden
        assert ("With a doctor" in words) == is_hidden
        if is_hidden:
            assert "run shorter" not in words
    app.switch_page("pain/screen.py").run()
    assert r"“\*torn\*”" in words_of(app)
    app.button(key=next(b.key for b in app.button if "assessment-gone" in str(b.key))).click().run()
    app.switch_page("today/screen.py").run()
    assert "Tomorrow: what your clinician says" in words_of(app)  # the other assessment stands


def test_green_load_shows_no_advice_on_any_screen_while_a_sign_stands(open_screen, tmp_path: Path):
    """A sign of three months ago, beside runs that are all OK."""
    here = a_green_home(tmp_path)
    assert own_rows(here, "page.today")["status"].to_list() == ["ok"]
    tick(here, "night_pain")
    assert own_rows(here, "page.today")["status"].to_list() == ["refer"]
    for screen in ("today", "load", "cadence", "strength"):
        app = open_screen(*here, screen)
        assert not app.exception
        assert [word for word in LOAD_ADVICE if word in words_of(app)] == []
        assert "Start a cadence step" not in [each.label for each in app.button]
        labels = {each.label for each in app.button}
        assert labels.isdisjoint({"Done as above", "Done as planned"})
        assert "clinician" in words_of(app) or "warning sign" in words_of(app)


def test_the_shell_answers_and_status_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Signs and assessment from the shell; the status names them and holds back every length."""
    home, settings = a_green_home(tmp_path)
    here = Here(home, settings)
    monkeypatch.setenv("COLUMNS", "300")

    def told(command, *words: str) -> str:
        done = CliRunner().invoke(command, words, obj=here)
        assert done.exit_code == 0, done.output
        return done.stdout

    def status() -> dict:
        home.clock.write_text(NOW.isoformat(), encoding="utf-8")
        words = ["--home", str(home.root), "status"]
        return json.loads(CliRunner().invoke(kneewise, [*words, "--json"]).stdout)

    told(log, "signs", "--none", "--json")
    assert status()["advice_held_back"] is None
    told(log, "signs", "--sign", "calf_breathless")
    kept = status()
    assert (kept["status"], kept["advice_held_back"]) == ("refer", "refer")
    assert (kept["limit_m"], kept["limit_reason"]) == (None, "care")
    (sign,) = kept["warning_signs"]
    assert sign["to_do"] == "See an emergency department, or call an ambulance, now."
    shown = CliRunner().invoke(kneewise, ["--home", str(home.root), "status"]).stdout
    assert "call an ambulance" in shown and "Tomorrow at most" not in shown
    told(log, "assessment", "--by", "doctor", "--outcome", "cleared", "--note", "no clot")
    kept = status()
    assert (kept["status"], kept["warning_signs"]) == ("ok", [])
    assert kept["limit_m"] == pytest.approx(11_000, rel=0.01)
    for wrong in (["signs"], ["signs", "--none", "--sign", "night_pain"], ["signs", "--sign", "x"]):
        assert isinstance(CliRunner().invoke(log, wrong, obj=here).exception, UserError)


@pytest.mark.parametrize(
    ("scopes", "answers", "notes"),
    [([], 0, []), (["training"], 0, []), (["pain"], 1, [None]), (["pain", "clinical"], 1, ["x"])],
)
def test_signs_need_the_scope_of_pain_and_findings_the_clinical_one(
    tmp_path: Path, scopes, answers, notes
):
    """Who sees pain sees that somebody looked: a sign stands for all, or for nobody."""
    here = a_home(tmp_path)
    tick(here, "night_pain")
    journal = Journal(*here)
    keep_assessment(
        journal,
        Assessment(
            runner_id=journal.ensure_runner().runner_id,
            local_date=NOW.date(),
            assessed_by="doctor",
            outcome="cleared",
            note="x",
        ),
    )
    for scope in scopes:
        grant(here, scope)
    gateway = Gateway(*here)
    assert gateway.load(COACH, "journal.red_flag_answer").height == answers
    assert gateway.load(COACH, "journal.assessment")["note"].to_list() == notes


def test_every_sign_assessor_and_outcome_has_its_words():
    """Whom to see and how soon is never empty, and the most urgent comes first."""
    rows = [
        a_row_of(WarningSign, red_flag=code, is_standing=code != "night_pain")
        for code in red_flags()
    ]
    urgent = [str(row["red_flag"]) for row in by_urgency(rows)]
    assert urgent[0] == "calf_breathless"
    assert urgent[-2:] == ["morning_stiffness", "night_pain"]
    assert all(len(to_be_seen(flag)) > 10 and flag.see for flag in red_flags().values())
    assert set(display.ASSESSORS) == set(ASSESSORS)
    assert set(display.OUTCOMES) == set(OUTCOMES)


def test_an_event_is_logged_shown_as_typed_and_prompts_beside_the_bars(
    open_screen, all_open, tmp_path: Path
):
    """Pain: form, list, the prompt with its logging rate; Today names the event."""
    pains = [
        {"local_date": date(2026, 4, day), "knee": "right", "pain_during_score": 2}
        for day in (18, 24, 30)
    ]
    app = open_screen(*a_home(tmp_path, [a_run("2026-05-02")], pains=pains), "pain")
    app.text_input(key="event-name").set_value("*Lake* half")
    app.date_input(key="event-day").set_value(date(2026, 6, 14))
    app.number_input(key="event-distance").set_value(21.1)
    button(app, "Keep this event").click().run()
    assert not app.exception
    words = words_of(app)
    assert r"**Sun 14 Jun 2026** · \*Lake\* half, 21.1 km: in 6 weeks" in words
    assert "## :violet[▶] Right knee: pain on and off since 18 Apr" in words
    assert "13 days, logged on 3 of them; worst 2 of 10. Over after 7 quiet days." in words
    assert "**Pain of 2 or more, with an event within twelve weeks.** Have the knee" in words
    app.switch_page("today/screen.py").run()
    assert r"2 of 10, limit 2 of 10 · \*Lake\* half on Sun 14 Jun 2026" in words_of(app)
    assert "▲ Ease back" not in words_of(app)  # below 3 it asks, and colours nothing


def test_the_shell_logs_an_event_and_refuses_one_that_cannot_be(tmp_path: Path):
    """A name, a day within five years, a distance of this world."""
    here = Here(*a_home(tmp_path, [a_run("2026-05-02")]))
    told = ["event", "Lake half", "--date", "2026-06-14", "--distance-km", "21.1"]
    assert json.loads(CliRunner().invoke(log, [*told, "--json"], obj=here).stdout)["entry_id"]
    row = own_rows((here.home, here.settings), "page.event").row(0, named=True)
    assert (row["name"], row["distance_m"], row["ahead_days"]) == ("Lake half", 21_100, 42)
    wrong = (
        ["event", " ", "--date", "2026-06-14"],
        ["event", "x", "--date", "2046-06-14"],
        ["event", "x", "--date", "2026-06-14", "--priority", "Z"],
        ["event", "x", "--date", "2026-06-14", "--distance-km", "0"],
    )
    for words in wrong:
        assert isinstance(CliRunner().invoke(log, words, obj=here).exception, UserError)
