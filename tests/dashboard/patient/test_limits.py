"""A clinician's limit for one runner: who may set it, what follows everywhere, and its end."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from dashboard import session
from dashboard.access.gateway import Gateway, Viewer
from dashboard.access.write_guard import GuardedJournal, Writer
from dashboard.cli.commands import app as command
from dashboard.cli.status import read_status
from dashboard.patient.report.contents import to_contents
from dashboard.session import Person
from etl.errors import UserError
from etl.home import Home
from etl.journal.rule_overrides import MOST_LETTERS, RuleOverride, end_override, override_rule
from etl.journal.store import Journal
from etl.people.accounts import TeamPerson, add_person
from etl.people.grants import give, withdraw
from etl.reference.rules import read_rules
from etl.settings import Settings
from tests.builders import a_home, a_run
from tests.builders.homes import NOW
from tests.builders.team import signed_in, team_settings
from tests.dashboard.conftest import APP, an_empty_home, own_rows, words_of

TODAY = NOW.date()
HOSTILE = "<script>alert(1)</script> **bold** [x](http://evil.example) \u202eback\n\n# no"
SET = "limit-set-"
VALUE = "limit-value-session_spike watch-"


@pytest.fixture
def clinic(tmp_path: Path) -> tuple[Home, Settings]:
    """10 km a week, and 12 km yesterday: a jump by the usual limit."""
    runs = [a_run(TODAY - timedelta(days=back), km=10) for back in range(8, 64, 7)]
    home, settings = a_home(
        tmp_path, [*runs, a_run(TODAY - timedelta(days=1), km=12)], runner_name="Mara"
    )
    return home, settings


def runner_id_of(clinic: tuple[Home, Settings]) -> str:
    """Mara's."""
    return Journal(*clinic).runners()[0].runner_id


def an_override(clinic: tuple[Home, Settings], **values: Any) -> RuleOverride:
    """Up to a third longer is accepted, from yesterday on."""
    plain: dict[str, Any] = {
        "runner_id": runner_id_of(clinic),
        "rule_id": "session_spike",
        "level": "watch",
        "threshold": 1.3,
        "reason": "seen in the clinic",
        "from_date": TODAY - timedelta(days=1),
    }
    return RuleOverride(**(plain | values))


def plain(words: str) -> str:
    """A page's words without what keeps them from being Markdown."""
    return words.replace("\\", "")


def as_(email: str, clinic: tuple[Home, Settings], screen: str = "patient") -> AppTest:
    """One screen of the home as somebody who signed in sees it."""
    home, settings = clinic
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.user = signed_in(email)
    empty, local = an_empty_home()
    session.bind(empty, team_settings(local))
    app.run()
    app.switch_page(f"{screen}/screen.py")
    session.bind(home, team_settings(settings))
    app.run()
    assert not app.exception
    return app


def a_person(
    clinic: tuple[Home, Settings], role: str, *scopes: str, is_mara: bool = False
) -> TeamPerson:
    """Somebody with an account, and what Mara shares with them."""
    journal = Journal(*clinic)
    mara = runner_id_of(clinic)
    person = add_person(
        journal,
        email=f"{role}-{len(scopes)}@example.org",
        roles=[] if role == "runner" else [role],
        own_runner_id=mara if is_mara else None,
    )
    if scopes:
        give(
            journal,
            runner_id=mara,
            viewer_id=person.person_id,
            scopes=scopes,
            from_date=TODAY,
            until_date=None,
            granted_by="mara",
        )
    return person


def test_a_limit_is_set_on_the_page_and_follows_everywhere(open_screen, clinic):
    """The status, tomorrow's limit, Today, Method and the report say the same; then it ends."""
    home, settings = clinic
    gateway, journal = Gateway(home, settings), Journal(home, settings)
    runner = journal.runners()[0]
    before = read_status(gateway, runner)
    assert (before["status"], before["limit_m"]) == ("load_note", 11_000)
    app = open_screen(home, settings, "patient")
    app.number_input(key=f"{VALUE}0").set_value(1.4)
    app.text_area(key="limit-why-0").set_value(HOSTILE)
    app.button(key=f"{SET}0").click().run()
    assert "has a name of 1 to" in words_of(app)  # nobody answers for it yet
    app.text_input(key="limit-who-0").set_value("Dr Lee")
    app.button(key=f"{SET}0").click().run()
    assert not app.exception

    said = "above 1.40 times instead of 1.10 times, from Sun 3 May 2026 to Sat 25 Jul 2026"
    for screen in ("patient", "today"):
        words = words_of(open_screen(home, settings, screen))
        assert f"{said}, by Dr Lee (name typed, not verified): " in plain(words)
        assert "<script>" not in words and "**bold**" not in words and "\u202e" not in words
    # It counts from today: yesterday's run is judged by the limit of yesterday.
    after = read_status(gateway, runner)
    assert (after["status"], after["limit_m"]) == ("load_note", 14_000)
    assert "40 % beyond your former longest, 10.0 km, as a clinician set it" in after["limit_words"]
    person = Person(**gateway.load(Viewer(), "page.runner").row(0, named=True))
    contents = to_contents(
        lambda view: gateway.load(Viewer(), view, runner_id=person.runner_id),
        person,
        today=TODAY,
        weeks=12,
        paper="a4",
    )
    (part,) = [one for one in contents["parts"] if one["title"] == "Limits set for this runner"]
    assert said in part["lines"][0]

    app = open_screen(home, settings, "patient")
    next(one for one in app.button if (one.key or "").startswith("limit-end-")).click().run()
    words = plain(words_of(app))
    assert "The usual limits count." in words and "withdrawn before it counted" in words
    assert read_status(gateway, runner)["limit_m"] == 11_000


def test_the_status_the_board_and_the_words_go_by_the_same_limit(clinic):
    """Accepted by its own limit, the run is no finding; a stricter one is told in its own words."""
    home, settings = clinic
    gateway, journal = Gateway(home, settings), Journal(home, settings)
    runner = journal.runners()[0]

    def told() -> tuple[str, str | None, list[str]]:
        board = gateway.load(Viewer(), "page.squad_runner", runner_id=runner.runner_id)
        reasons = gateway.load(Viewer(), "page.today_reason", runner_id=runner.runner_id)
        status = read_status(gateway, runner)["status"]
        assert board["need"].to_list() == [status]
        return status, board["reason_text"][0], reasons["text"].to_list()

    usual = "Longer than your longest run of the 30 days before, by more than a tenth"
    assert told() == ("load_note", usual, [usual])
    override_rule(journal, an_override(clinic), saved_by="Dr Lee")
    assert told()[0] == "ok"
    override_rule(journal, an_override(clinic, threshold=1.05), saved_by="Dr Lee")
    own = "Longer than your longest run of the 30 days before, by more than a clinician has set"
    assert told() == ("load_note", own, [own])


def test_a_new_limit_takes_the_place_of_the_former_which_never_comes_back(clinic):
    """Withdrawn, the usual one counts; the history says who set and who ended each."""
    home, settings = clinic
    journal = Journal(home, settings)
    override_rule(journal, an_override(clinic), saved_by="Dr Lee")
    second = override_rule(journal, an_override(clinic, threshold=1.2), saved_by="Dr Roe")
    given = {"runner_id": runner_id_of(clinic), "today": TODAY, "saved_by": "Dr Poe"}
    end_override(journal, second, **given)
    with pytest.raises(UserError, match="nothing to withdraw"):
        end_override(journal, second, **given)
    rows = own_rows((home, settings), "page.rule_override").select(
        "threshold", "saved_by", "ended_by", "is_current"
    )
    assert rows.rows() == [(1.2, "Dr Roe", "Dr Poe", False), (1.3, "Dr Lee", "Dr Roe", False)]


def test_it_ends_by_itself_with_its_last_day(clinic, monkeypatch: pytest.MonkeyPatch):
    """Twelve weeks unless said otherwise; nothing is written when it does."""
    home, settings = clinic
    override_rule(Journal(home, settings), an_override(clinic), saved_by="Dr Lee")
    (row,) = own_rows((home, settings), "page.rule_override").to_dicts()
    assert row["until_date"] == TODAY - timedelta(days=1) + timedelta(days=83)
    for days, is_current in ((82, True), (83, False)):
        later = NOW + timedelta(days=days)
        monkeypatch.setattr(Settings, "current_time", lambda _settings, at=later: at)
        rows = own_rows((home, settings), "page.rule_override")
        assert rows.select("is_current", "ended_by").rows() == [(is_current, None)]


@pytest.mark.parametrize(
    ("role", "scopes", "may"),
    [
        ("clinician", ("training", "clinical"), True),
        ("clinician", ("training", "pain", "clinical"), True),
        ("clinician", ("training", "pain"), False),
        ("clinician", ("clinical",), False),
        ("clinician", (), False),
        ("clinician", ("own", "training", "pain", "clinical"), False),
        ("coach", ("training", "pain", "clinical"), False),
        ("admin", ("training", "pain", "clinical"), False),
        ("runner", ("training", "pain", "clinical"), False),
        ("runner", ("own", "training", "pain", "clinical"), False),
    ],
)
def test_nobody_but_a_clinician_with_a_clinical_grant_sets_one(clinic, role, scopes, may):
    """Whatever module writes: the journal in their hands refuses, and nothing is saved."""
    home, settings = clinic
    runner_id = runner_id_of(clinic)
    writer = Writer(
        person_id="p1",
        is_coach=role == "coach",
        is_clinician=role == "clinician",
        scopes={runner_id: frozenset(scopes)} if scopes else {},
    )
    guarded = GuardedJournal(home, settings, writer)
    if may:
        override_rule(guarded, an_override(clinic), saved_by="somebody else")
    else:
        with pytest.raises(UserError, match="nothing was saved"):
            override_rule(guarded, an_override(clinic), saved_by="somebody else")
    rows = own_rows((home, settings), "page.rule_override")
    assert rows["saved_by"].to_list() == (["p1"] if may else [])
    if not may:  # and nobody else ends what somebody set
        kept = override_rule(Journal(home, settings), an_override(clinic), saved_by="Dr Lee")
        with pytest.raises(UserError, match="nothing was saved"):
            end_override(guarded, kept, runner_id=runner_id, today=TODAY, saved_by="p1")


def test_each_sees_on_the_page_what_is_theirs(clinic):
    """The clinician the form; the runner who, when and why; a coach that there is one, not why."""
    mara = a_person(clinic, "runner", is_mara=True)
    clinician = a_person(clinic, "clinician", "training", "pain", "clinical")
    a_person(clinic, "coach", "training", "pain")
    a_person(clinic, "clinician", "training", "pain")  # one who shares no clinical notes

    app = as_(clinician.email, clinic)
    app.number_input(key=f"{VALUE}0").set_value(1.25)
    app.text_area(key="limit-why-0").set_value("tendon settles")
    app.user = signed_in(clinician.email)
    app.button(key=f"{SET}0").click().run()
    assert not app.exception

    seen = plain(words_of(as_(mara.email, clinic, "people")))
    assert "Set a limit" in seen and "tendon settles" not in seen
    said = (
        "above 1.25 times instead of 1.10 times, from Sun 3 May 2026 to Sat 25 Jul 2026, "
        f"by {clinician.display_name}"
    )
    pages = {mara.email: as_(mara.email, clinic)}
    assert f"{said}: tendon settles" in plain(words_of(pages[mara.email]))
    assert said in plain(words_of(as_(mara.email, clinic, "today")))
    for email in ("coach-2@example.org", "clinician-2@example.org"):
        pages[email] = as_(email, clinic)
        other = plain(words_of(pages[email]))
        assert said in other and "tendon settles" not in other
    for page in pages.values():
        keys = [one.key or "" for one in (*page.button, *page.number_input)]
        assert not [key for key in keys if key.startswith("limit-")]


def test_what_a_clinician_set_outlives_their_grant_until_its_last_day(clinic):
    """The runner's limits do not change by whom they share with; who left changes nothing more."""
    home, settings = clinic
    clinician = a_person(clinic, "clinician", "training", "clinical")
    viewer = Viewer(viewer_id=clinician.person_id, is_owner=False)
    gateway = Gateway(home, settings)

    def hands() -> GuardedJournal:
        writer = Writer(
            person_id=clinician.person_id,
            is_coach=False,
            is_clinician=True,
            scopes=gateway.scopes(viewer),
        )
        return GuardedJournal(home, settings, writer)

    kept = override_rule(hands(), an_override(clinic), saved_by="x")
    withdraw(Journal(home, settings), runner_id=runner_id_of(clinic), viewer_id=viewer.viewer_id)
    rows = own_rows((home, settings), "page.rule_override")
    assert rows.select("saved_by", "is_current").rows() == [(clinician.person_id, True)]
    with pytest.raises(UserError, match="nothing was saved"):
        end_override(hands(), kept, runner_id=runner_id_of(clinic), today=TODAY, saved_by="x")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"threshold": 0.99}, "goes from 1 to 1.5"),
        ({"threshold": 1.51}, "goes from 1 to 1.5"),
        ({"threshold": float("nan")}, "goes from 1 to 1.5"),
        ({"threshold": float("inf")}, "goes from 1 to 1.5"),
        ({"threshold": 1.1}, "is the usual limit"),
        ({"reason": "\u202e \n"}, "needs a reason"),
        ({"reason": "x" * (MOST_LETTERS + 1)}, "longer than 500"),
        ({"until_date": TODAY + timedelta(weeks=27)}, "26 weeks at most"),
        ({"rule_id": "pain_during"}, "the same for everybody"),
        ({"rule_id": "limping", "level": "high"}, "the same for everybody"),
        ({"rule_id": "double_red", "level": "high", "threshold": None}, "the same for everybody"),
        ({"rule_id": "red_flag", "level": "refer", "threshold": None}, "log the assessment"),
        ({"runner_id": "nobody"}, "no runner with that id"),
    ],
)
def test_what_is_no_sane_limit_is_refused_in_a_sentence(clinic, values, words):
    """Nothing is written, and no word of the reason stands in the refusal."""
    with pytest.raises(UserError, match=words):
        override_rule(Journal(*clinic), an_override(clinic, **values), saved_by="Dr Lee")
    assert own_rows(clinic, "page.rule_override").is_empty()


def test_only_limits_of_load_may_be_set_at_all():
    """No rule that sends somebody to a clinician, and none of pain."""
    may = {rule.rule_id for rule in read_rules() for level in rule.levels if level.own is not None}
    assert may == {"session_spike", "weekly_ramp", "build_up", "descent_most", "fast_minutes"}


def test_the_command_sets_lists_and_withdraws(clinic):
    """As on the page: who and why are asked, and what counts is printed."""
    home, _ = clinic

    def run(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(command, ["--home", str(home.root), "override", *words])
        return result.exit_code, result.output + str(result.exception or "")

    assert run() == (0, "The usual limits count for Mara.\n")
    spike = ("session_spike", "--level", "watch")
    assert "Say the limit with --to" in run(*spike)[1]
    assert "several limits" in run("session_spike", "--to", "1.2")[1]
    assert "whom --by names" in run(*spike, "--to", "1.2", "--reason", "seen")[1]
    assert "no limit that is a clinician's" in run("red_flag", "--off", "--by", "Dr Lee")[1]
    code, said = run(*spike, "--to", "1.2", "--reason", "seen", "--by", "Dr Lee")
    assert code == 0 and "above 1.20 times instead of 1.10 times" in said
    assert "Dr Lee (name typed, not verified): seen" in " ".join(said.split())
    code, said = run("--json")
    (row,) = json.loads(said)["overrides"]
    assert (row["threshold"], row["is_current"], row["saved_by"]) == (1.2, True, "Dr Lee")
    assert run(*spike, "--withdraw", "--by", "Dr Roe") == (0, "The usual limits count for Mara.\n")
    assert "nothing to withdraw" in run(*spike, "--withdraw", "--by", "Dr Roe")[1]
