"""A plan on the screen, from the shell and in a calendar, and who sees what of it."""

import hashlib
import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from typer.testing import CliRunner

from dashboard.access.gateway import Gateway, Viewer
from dashboard.cli.context import Here
from dashboard.cli.plan import plan as command
from dashboard.ui import display
from etl.home import Home
from etl.journal.plans import PlanChange, act_on_plan, change_plan, start_plan, to_plan
from etl.journal.store import Journal, PainEntry
from etl.operations.backup.read import restore
from etl.operations.backup.write import backup
from etl.reference.clinic.plan_templates import our_plans
from etl.settings import Settings
from etl.storage.duckdb_files import attached, open_in_memory
from etl.storage.journal_rows import insert_row
from sql import ROOT
from tests.builders import a_home, a_run
from tests.dashboard.conftest import own_rows, words_of
from tests.etl.reference.test_plans import OFFER, OURS

LAST = date(2026, 5, 2)
TABLES = ("plan", "plan_step", "plan_change", "plan_action")
AMBER = {"pain_before_score": 0, "pain_during_score": 3, "pain_after_score": 0}
COACH = Viewer(viewer_id="coach", is_owner=False)


@pytest.fixture(scope="module")
def files() -> list[bytes]:
    """8 km every second day for six weeks, the last one yesterday."""
    return [a_run(LAST - timedelta(days=2 * n), km=8) for n in range(20)]


@pytest.fixture
def here(tmp_path: Path, files: list[bytes]) -> tuple[Home, Settings]:
    """Those runs, and two amber days at the end of them."""
    pains = [
        {"local_date": LAST - timedelta(days=n), "knee": "right", "pain_morning_score": 0, **AMBER}
        for n in (0, 1)
    ]
    return a_home(tmp_path / "home", files, pains=pains)


def started(here: tuple[Home, Settings], *, weeks: int = 6, **values: Any) -> str:
    """A plan that began at the start of last week, on 27 April; its id."""
    journal = Journal(*here)
    offer: dict[str, Any] = OFFER | {"runner_id": journal.ensure_runner().runner_id, "knee": None}
    offer |= {"start_date": date(2026, 4, 27), "plan_id": "first"} | values
    return start_plan(journal, to_plan(offer), our_plans()[0], week_count=weeks)


def shell(here: tuple[Home, Settings], *words: str) -> dict[str, Any]:
    """What `kneewise plan … --json` printed."""
    done = CliRunner().invoke(command, [*words, "--json"], obj=Here(*here))
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def weeks_of(here: tuple[Home, Settings], viewer: Viewer | None = None) -> list[dict[str, Any]]:
    """The plan's weeks as somebody sees them."""
    runner_id = Journal(*here).ensure_runner().runner_id
    rows = Gateway(*here).load(viewer or Viewer(), "page.plan_week", runner_id=runner_id)
    return rows.to_dicts()


@pytest.mark.usefixtures("all_open")
def test_a_plan_is_proposed_started_changed_and_ended_on_the_screen(open_screen, here):
    """From the finding of today to five weeks, another number, a pause, and the end."""
    app = open_screen(*here, "plan")
    words = words_of(app)
    assert f"Your knee says *{display.STATUSES['amber'].word}* today." in words
    assert "at most **25.2 km**, no run longer than 8.0 km" in words
    app.button_group(key="plan-weeks-return_to_normal").set_value(5).run()
    app.button(key="plan-start").click().run()
    assert not app.exception
    assert "Week 1 of 5" in words_of(app)
    assert "Distance: **– of 25.2 km**" in words_of(app)

    plan_id = weeks_of(here)[0]["plan_id"]
    form = f"change-form-{plan_id}-1"
    for value, is_kept in ((40.0, False), (20.0, True)):
        app.number_input(key=f"to-{plan_id}-1").set_value(value)
        app.text_input(key=f"change-why-{plan_id}-1").set_value("<b>tired</b>")
        next(b for b in app.button if b.proto.form_id == form).click().run()
        assert not app.exception
        assert ("you may ask less of it" in words_of(app)) is not is_kept
    words = words_of(app)
    assert "Distance: **– of 20.0 km**" in words
    assert "tired" in words and "<b>" not in words
    app.button(key=f"back-{plan_id}-1-distance_m").click().run()
    assert weeks_of(here)[0]["target_distance_m"] == 25_200

    app.button(key="plan-turn").click().run()
    assert own_rows(here, "page.plan")["status_name"].to_list() == ["paused"]
    app.button(key="plan-turn").click().run()
    app.button(key="plan-stop").click().run()
    assert not app.exception
    assert "Stopped, Sun 3 May 2026." in words_of(app)
    assert [button.key for button in app.button if button.key == "plan-start"] == ["plan-start"]


@pytest.mark.usefixtures("all_open")
def test_today_has_one_line_and_the_smaller_limit(open_screen, here):
    """The plan's week of tomorrow is less than what the knee alone asks for."""
    started(here, baseline_7d_m=20_000.0, baseline_longest_m=6_000.0)
    app = open_screen(*here)
    assert not app.exception
    labels = [link.proto.label for link in app.get("page_link")]
    assert "Plan: week 1 of 7, calm" in labels
    assert "24.0 of 18.0 km, strength 0 of 3" in words_of(app)
    words = words_of(app)
    assert "Your plan's week in all: 18.0 km" in words
    assert "# Tomorrow at most 6.0 km" in words
    assert "That is by your plan" in words


@pytest.mark.usefixtures("all_open")
def test_the_reasons_of_every_week_are_told_in_words(open_screen, here):
    """What the gate counted, and what follows."""
    started(here)
    app = open_screen(*here, "plan")
    words = words_of(app).replace("\\", "")
    assert "The start: 10 % less than your week of 28.0 km." in words
    assert "0 of 2 known days green, 80 % are needed: as it stands, the week is repeated." in words
    assert "As it stands, week 1 is repeated. Calm:" in words
    assert "If week 2 passes. Calm:" in words
    assert "(grade D)" in words_of(app)
    assert "This week asks for" not in words and "are left" in words


def test_a_warning_sign_hides_every_number_everywhere(open_screen, here, tmp_path: Path):
    """On the screen, on Today, in the shell and in the calendar."""
    started(here)
    journal = Journal(*here)
    with journal.writing() as connection:
        connection.execute("update journal.pain_entry set red_flags = ['night_pain']")
    app = open_screen(*here, "plan")
    assert not app.exception
    words = words_of(app)
    assert "the plan pauses, and its numbers are hidden" in words
    assert "At most" not in words and "Distance:" not in words
    labels = [link.proto.label for link in open_screen(*here).get("page_link")]
    assert not [label for label in labels if label.startswith("Plan:")]
    assert {week["target_distance_m"] for week in shell(here)["weeks"]} == {None}
    refused = CliRunner().invoke(command, ["--ics", str(tmp_path / "x.ics")], obj=Here(*here))
    assert "no week to put into a calendar" in str(refused.exception)


@pytest.mark.usefixtures("all_open")
def test_a_plan_that_is_done_shows_what_the_questionnaires_say(open_screen, here):
    """At the change that matters (UWRI 8 points), or a clinician's word; never that it healed."""
    plan_id = started(here, start_date=date(2026, 4, 6), weeks=4)
    journal = Journal(*here)
    runner_id = journal.ensure_runner().runner_id
    scores: dict[str, Any] = {
        "questionnaire_id": "uwri",
        "questionnaire_version": "1",
        "knee": None,
    }
    for day, score in ((date(2026, 4, 5), 20.0), (date(2026, 5, 2), 29.0)):
        row = scores | {"entry_id": str(day), "runner_id": runner_id, "local_date": day}
        row |= {"answers": [1], "score": score, "score_reason": None, "is_substantial": None}
        row |= {"saved_by": "local", "saved_at": datetime(2026, 5, 2)}  # noqa: DTZ001
        row |= {"is_deleted": False}
        with journal.writing() as connection:
            insert_row(connection, "check_in", row)
    now = here[1].current_time()
    told: dict[str, Any] = {
        "runner_id": runner_id,
        "plan_id": plan_id,
        "acted_at": now,
        "local_date": now.date(),
    }
    act_on_plan(journal, action="finish", **told)
    app = open_screen(*here, "plan")
    assert not app.exception
    words = words_of(app)
    assert "Finished on a clinician's word" in words.replace("\\", "")
    assert "20 → 29, better" in words
    assert ": reached." in words
    assert "healed" not in words


def test_a_viewer_of_training_alone_sees_the_first_week_and_no_gate(here):
    """Which phase follows tells how the knee was: that, counts, knee and reasons go with pain."""
    started(here, start_date=date(2026, 4, 13), knee="right")
    journal = Journal(*here)
    runner_id = journal.ensure_runner().runner_id
    change: dict[str, Any] = {
        "runner_id": runner_id,
        "plan_id": "first",
        "week_index": 1,
        "reason": "sore",
    }
    change |= {"target_name": "distance_m", "value": 20_000.0, "decided_by": "runner"}
    change_plan(journal, [PlanChange(**change)])
    assert weeks_of(here, COACH) == []

    def seen(scope: str) -> tuple:
        with journal.writing() as connection:
            connection.execute(
                "insert into journal.access_grant (grant_id, viewer_id, runner_id, scope,"
                " granted_by, from_date, saved_at) values (?, 'coach', ?, ?, 'runner',"
                " date '2026-01-01', now())",
                [scope, runner_id, scope],
            )
        gateway = Gateway(*here)
        weeks = weeks_of(here, COACH)
        return (
            [week["target_distance_m"] is not None for week in weeks[:3]],
            [week["known_day_count"] is not None for week in weeks[:3]],
            {week["gate_reason_name"] for week in weeks[:2]},
            gateway.load(COACH, "page.plan").select("knee", "reason_name").row(0),
            gateway.load(COACH, "page.plan_change")["reason"].to_list(),
            [week["distance_m"] is not None for week in weeks[:3]],
        )

    first_only = [True, False, False]
    assert seen("training") == (
        first_only, [False] * 3, {"not_shared"}, (None, None), [None], [True] * 3
    )  # fmt: skip
    assert seen("pain") == (
        [True] * 3, [True] * 3, {"few_known"}, ("right", "amber"), ["sore"], [True] * 3
    )  # fmt: skip


def test_the_calendar_has_a_week_an_event_and_nothing_of_the_knee(here, tmp_path: Path):
    """All day, ids that stay, a sequence that grows with a change, commas and lines kept."""
    shell(here, "start", "--weeks", "4")
    file = tmp_path / "plan.ics"
    before = read_events(here, file)
    assert len(before) == 4
    assert b"\r\n" in file.read_bytes() and b"\nDESCRIPTION" in file.read_bytes()
    first = before[0]
    assert first.decoded("dtstart") == date(2026, 5, 4)
    assert first.decoded("dtend") == date(2026, 5, 11)
    assert str(first["summary"]) == "Run at most 25.2 km (week 1 of 4, calm)"
    text = str(first["description"])
    assert text.splitlines()[:2] == ["At most 25.2 km in the week.", "No run longer than 8.0 km."]
    assert "Less distance, flat and easy, and no run longer" in text
    for word in ("pain", "amber", "green", "score", "knee"):
        assert word not in file.read_text("utf-8").lower().replace("kneewise", "")
    plan_id = weeks_of(here)[0]["plan_id"]
    change = PlanChange(
        runner_id=Journal(*here).ensure_runner().runner_id,
        plan_id=plan_id,
        week_index=1,
        target_name="distance_m",
        value=20_000.0,
        decided_by="runner",
    )
    change_plan(Journal(*here), [change])
    after = read_events(here, file)
    assert [event["uid"] for event in after] == [event["uid"] for event in before]
    assert len({event["uid"] for event in after}) == 4
    assert after[0]["sequence"] > before[0]["sequence"]
    assert "20.0 km" in after[0]["summary"]


def read_events(here: tuple[Home, Settings], file: Path) -> list[Any]:
    """The events of the file that the shell wrote, read back by the library."""
    shell(here, "--ics", str(file))
    return Calendar.from_ical(file.read_bytes()).walk("VEVENT")


def test_from_the_shell_a_plan_is_started_paused_and_stopped(here):
    """As on the page: the same journal, the same views."""
    assert shell(here)["plan"] is None
    assert shell(here, "start", "--weeks", "5")["plan"]["week_count"] == 5
    again = CliRunner().invoke(command, ["start"], obj=Here(*here))
    assert "already under way" in str(again.exception)
    for word, status in (("pause", "paused"), ("stop", "stopped")):
        assert shell(here, word)["plan"]["status_name"] == status
    refused = CliRunner().invoke(command, ["pause"], obj=Here(*here))
    assert "no plan under way" in str(refused.exception)


def journal_hash(home: Home) -> str:
    """SHA-256 over every row of the tables, all versions and marks included."""
    digest = hashlib.sha256()
    with (
        open_in_memory() as connection,
        attached(connection, {"looked_at": home.journal}, wait_s=30),
    ):
        for table in TABLES:
            rows = connection.execute(f"select * from looked_at.journal.{table}").fetchall()  # noqa: S608
            assert rows, table
            digest.update("\n".join(sorted(map(repr, rows))).encode())
    return digest.hexdigest()


def test_a_plan_comes_back_from_a_backup_row_by_row(here, tmp_path: Path):
    """With what was changed and done, the clinic's own file, and every week the same."""
    home, settings = here
    started(here)
    shell(here, "pause")
    change: dict[str, Any] = {
        "runner_id": Journal(*here).ensure_runner().runner_id,
        "plan_id": "first",
    }
    change |= {"week_index": 2, "target_name": "fast_s", "value": 0.0, "decided_by": "runner"}
    change_plan(Journal(*here), [PlanChange(**change)])
    home.plans.mkdir()
    (home.plans / "clinic.toml").write_text(OURS, "utf-8")
    backup(home, settings, tmp_path / "all.zip")
    other = Home(tmp_path / "other")
    restore(other, settings, tmp_path / "all.zip")
    assert journal_hash(other) == journal_hash(home)
    assert (other.plans / "clinic.toml").read_text("utf-8") == OURS
    assert weeks_of((other, settings)) == weeks_of(here)


def test_every_plan_table_has_its_access_file():
    """A forgotten one would be absent for everybody."""
    files = {path.name for path in (ROOT / "access").iterdir()}
    assert {f"journal.{table}.sql" for table in TABLES} <= files


@pytest.mark.usefixtures("all_open")
def test_a_score_logged_late_opens_the_gate_on_the_screen(open_screen, here):
    """Week 1 held for want of a third known day; the diary is completed afterwards."""
    started(here, start_date=date(2026, 4, 20))
    journal = Journal(*here)
    runner_id = journal.ensure_runner().runner_id
    calm = {"pain_before_score": 0, "pain_during_score": 0, "pain_after_score": 0}

    def log(day: int, morning: int | None) -> None:
        entry: dict[str, Any] = calm | {"entry_id": f"day {day}", "pain_morning_score": morning}
        entry |= {"local_date": date(2026, 4, day), "knee": "right"}
        journal.log_pain(PainEntry(runner_id=runner_id, **entry))

    for day, morning in ((20, 0), (22, 0), (24, None)):
        log(day, morning)
    words = words_of(open_screen(*here, "plan")).replace("\\", "")
    assert "Too little is known of week 1, so it is repeated." in words
    log(24, 0)
    words = words_of(open_screen(*here, "plan")).replace("\\", "")
    assert "3 of 3 known days green: passed." in words
