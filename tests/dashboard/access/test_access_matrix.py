"""The matrix: every table and view × role × scope × state of a grant, made from what is there.

First, what a grant opens in each state; then, for what is opened, that every table and view is row
for row what it would be in a home where nothing else exists. A slice is built once for each set
of scopes, and all tables are compared in it.
"""

import re
import shutil
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from dashboard.access.gateway import Gateway, Viewer
from dashboard.access.write_guard import scopes_of
from etl.errors import AccessDenied
from etl.home import Home
from etl.journal.cadence_plan import choose_goal
from etl.journal.check_ins import CheckIn, save_check_in
from etl.journal.clinic_notes import ClinicNote, save_clinic_note
from etl.journal.coach_notes import SquadNote, put_away_note, save_squad_note
from etl.journal.entries import DayLog, PainEntry, PastInjury, RunEffort, StrengthEntry, WarmUp
from etl.journal.mechanics import Finding, save_findings
from etl.journal.other_site_entries import LightProfile, SitePain
from etl.journal.plans import Plan, PlanChange, act_on_plan, change_plan, start_plan
from etl.journal.races import RunnerEvent, keep_event
from etl.journal.red_flags import Assessment, RedFlagAnswer, answer_red_flags, keep_assessment
from etl.journal.rule_overrides import RuleOverride, override_rule
from etl.journal.store import Journal
from etl.journal.training_habits import TrainingHabit, save_habit
from etl.journal.triage_marks import SquadMark, save_marks
from etl.operations.import_files import import_sources
from etl.operations.source_order import SourceOrder
from etl.people.accounts import add_person, remove_person
from etl.people.grants import give, withdraw
from etl.people.groups import Member, join, leave, make_group
from etl.recording import RunningForm
from etl.reference.clinic.plan_templates import our_plans
from etl.reference.questionnaires.licensed_texts import own_texts
from etl.reference.views import read_views
from etl.settings import Settings
from etl.sources.strava_export.mapping import row_to_json
from etl.sources.strava_export.reader import ExportRow
from etl.storage.duckdb_files import Connection, attached, open_in_memory
from etl.storage.runner_archive import runner_tables
from etl.warehouse.tables import ACTIVITY_TABLES, Warehouse
from sql import ROOT
from tests.builders import a_home, a_run, an_upload
from tests.builders.homes import NOW

TODAY = NOW.date()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
ROLES = ("runner", "coach", "clinician", "admin")
SCOPES = ("training", "pain", "clinical")
OPEN = frozenset({"active", "until today", "group"})
STATES = (
    "none",
    *("active", "until today", "later", "expired", "withdrawn", "account removed"),
    *("group", "other group", "group left", "group over"),
)
OWNER = Viewer()
TABLES = tuple(sorted(p.stem for p in (ROOT / "access").iterdir() if "." in p.stem))
OF_THE_GRANT = (
    *("core.shared_scope", "page.patient_share"),
    *("is_pain_shared", "is_training_shared"),
    *("limit_m", "limit_reason", "hidden_name", "limit_hidden_name"),
)
"""What tells viewers of their own grant: tables and columns, left out of the comparison."""
NAMES = tuple(
    name
    for name in (*TABLES, *(view.full_name for view in read_views()))
    if name not in OF_THE_GRANT
)

OF_THE_ROWS = {
    "assessment": {"pain"},
    "mechanics_finding": set[str](),
    "plan": {"training"},
    "rule_override": {"training"},
    "plan_change": {"training"},
    "strength_entry": {"training"},
}
"""Scopes that a row needs, where some of its columns need more."""

Snapshot = Mapping[str, tuple[pl.Schema, list[str]]]


@dataclass(frozen=True)
class Matrix:
    """A home of two runners, and whoever stands for a role, scope and state: by their viewer."""

    home: Home
    settings: Settings
    mara: str
    ben: str
    viewers: dict[tuple[str, str, str], Viewer]
    gateway: Gateway

    @property
    def journal(self) -> Journal:
        """Its journal."""
        return Journal(self.home, self.settings)


@dataclass(frozen=True, slots=True)
class AtOnce(Journal):
    """A journal in whose one transaction everything is written: 132 people in a second or two."""

    connection: Connection

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """The transaction that is open."""
        yield self.connection


@pytest.fixture(scope="module")
def matrix(tmp_path_factory: pytest.TempPathFactory) -> Matrix:
    """Two runners with all kinds of rows, 4 roles × 3 scopes × 11 states of people who look."""
    folder = tmp_path_factory.mktemp("matrix")
    belt = RunningForm(ground_contact_s=0.25, left_contact_share=0.509, power_w=260.0)
    runs = [
        a_run(TODAY - timedelta(days=back), km=5 + back % 6, hill_m=20, hill_count=3, form=belt)
        for back in (2, 5, 9, 16, 23, 30)
    ]
    home, settings = a_home(folder / "all", [*runs, *a_change_of_shoes()], runner_name="Mara")
    journal = Journal(home, settings)
    mara = journal.ensure_runner("Mara").runner_id
    ben = journal.ensure_runner("Ben")
    files = [an_upload(a_run(TODAY - timedelta(days=back), km=21)) for back in (1, 3)]
    import_sources(home, settings, files, runner=ben)
    for runner_id in (mara, ben.runner_id):
        log_everything(journal, Gateway(home, settings), runner_id)
        log_care(journal, runner_id)
    with journal.writing() as connection:
        viewers = people(AtOnce(home, settings, connection), mara)
    return Matrix(home, settings, mara, ben.runner_id, viewers, Gateway(home, settings))


def a_change_of_shoes() -> list[bytes]:
    """Two runs that only a table of Strava's tells, each in a pair of its own."""
    at = datetime.combine(TODAY, time(5), tzinfo=UTC)
    return [
        row_to_json(
            ExportRow(
                source_activity_id=f"{back}",
                started_at=at - timedelta(days=back),
                sport="Run",
                distance_m=4000.0,
                moving_s=1320.0,
                gear_id=f"gear-{back}",
            )
        ).encode()
        for back in (70, 20)
    ]


def log_everything(journal: Journal, gateway: Gateway, runner_id: str) -> None:
    """A row in each table that people write into."""
    activity_id = gateway.load(OWNER, "core.activity", runner_id=runner_id)["activity_id"][0]
    given: dict[str, Any] = {"runner_id": runner_id, "local_date": TODAY - timedelta(days=2)}
    for back in (0, 2, 4):
        day = TODAY - timedelta(days=back)
        journal.log_pain(
            PainEntry(
                runner_id=runner_id,
                local_date=day,
                knee="left",
                pain_during_score=3 + back,
                pain_morning_score=2,
                onset_m=1_500.0,
                note="ow",
            )
        )
    journal.log_strength(StrengthEntry(**given, exercise="squat", pain_during_score=4, note="ow"))
    journal.log_warm_up(WarmUp(**given, is_done=True))
    journal.choose_programme(runner_id=runner_id, programme_id="knee", from_date=YESTERDAY)
    journal.log_sleep(DayLog(**given, sleep_h=6))
    journal.log_effort(
        RunEffort(runner_id=runner_id, activity_id=activity_id, perceived_exertion_score=7)
    )
    journal.log_injury(PastInjury(**given, site="knee", side="left"))
    journal.confirm_rest(runner_id=runner_id, local_date=TODAY)
    journal.choose(runner_id=runner_id, activity_id=activity_id, field="is_treadmill", value="no")
    site = SitePain(**given, site="calf", pain_during_score=3)
    journal.save_entry("site_pain", site, saved_by="x")
    light = LightProfile(**given, knee="left", profile="tendon_5", decided_by="clinician")
    journal.save_entry("light_profile", light, saved_by="x")
    choose_goal(journal, runner_id=runner_id, has_goal=True)
    save_habit(journal, TrainingHabit(**given, running_days=("monday",), recorder_name="phone"))
    journal.save_entry("source_order", SourceOrder(runner_id=runner_id), saved_by="x")
    (text,) = own_texts()
    save_check_in(
        journal,
        CheckIn(
            **given,
            questionnaire_id=text.facts.questionnaire_id,
            questionnaire_version=text.version,
            answers=(1, 1, 1, 1),
            knee="left",
        ),
    )
    save_squad_note(journal, SquadNote(**given, note="theirs"), saved_by="x")
    shown = SquadNote(**given, note="for the runner", is_shown_to_runner=True)
    entry_id = save_squad_note(journal, shown, saved_by="x")
    put_away_note(
        journal,
        runner_id=runner_id,
        entry_id=entry_id,
        written_by="x",
        saved_at=NOW,
        saved_by="x",
    )
    mark = SquadMark(runner_id=runner_id, local_date=TODAY, need="ok", scopes=("training",))
    save_marks(journal, [mark], saved_by="x")
    override = RuleOverride(
        runner_id=runner_id,
        rule_id="session_spike",
        level="watch",
        threshold=None,
        reason="seen",
        from_date=YESTERDAY,
    )
    override_rule(journal, override, saved_by="x")


def log_care(journal: Journal, runner_id: str) -> None:
    """What a clinician and a runner on the way back write."""
    given: dict[str, Any] = {"runner_id": runner_id, "local_date": TODAY - timedelta(days=2)}
    keep_event(
        journal, RunnerEvent(runner_id=runner_id, name="Ten", event_date=TODAY + timedelta(days=9))
    )
    answer_red_flags(journal, RedFlagAnswer(**given, reason="own", red_flags=("night_pain",)))
    keep_assessment(
        journal, Assessment(**given, assessed_by="doctor", outcome="cleared", note="ow")
    )
    save_clinic_note(journal, ClinicNote(**given, note="ow"))
    for seen_by in ("runner", "clinician"):
        finding = Finding(
            **given, seen_by=seen_by, item_id="foot_strike", side="left", value="heel", note="ow"
        )
        save_findings(journal, [finding])
    plan_id = start_plan(
        journal,
        Plan(
            runner_id=runner_id,
            knee="left",
            start_date=YESTERDAY,
            started_status="amber",
            started_light="amber",
            reason_name="knee",
            easing_share=0.15,
            baseline_7d_m=30_000,
            baseline_longest_m=10_000,
            baseline_downhill_m=None,
            baseline_fast_s=None,
            strength_session_count=2,
        ),
        our_plans()[0],
        week_count=6,
    )
    change = PlanChange(
        runner_id=runner_id,
        plan_id=plan_id,
        week_index=1,
        target_name="distance_m",
        value=20_000,
        decided_by="clinician",
        reason="ow",
    )
    change_plan(journal, [change])
    act_on_plan(
        journal,
        runner_id=runner_id,
        plan_id=plan_id,
        action="pause",
        acted_at=NOW,
        local_date=TODAY,
    )


def people(journal: Journal, mara: str) -> dict[tuple[str, str, str], Viewer]:
    """Somebody for each role, scope and state; the grant is Mara's."""
    found = {}
    for role, scope, state in product(ROLES, SCOPES, STATES):
        email = f"{role}-{scope}-{state.replace(' ', '-')}@example.org"
        person = add_person(journal, email=email, roles=[role])
        found[role, scope, state] = Viewer(viewer_id=person.person_id, is_owner=False)
        in_group = "runner" if role == "admin" else role
        if state == "none":
            continue
        to = person.person_id
        if "group" in state:
            group = make_group(journal, kind="clinic", display_name=email)
            to = group.group_id
            join_as = Member(group_id=to, person_id=person.person_id, role=in_group)
            if state == "other group":
                other = make_group(journal, kind="clinic", display_name=f"other {email}")
                join_as = Member(group_id=other.group_id, person_id=person.person_id, role=in_group)
            with journal.writing() as connection:
                join(connection, join_as, today=YESTERDAY, saved_by="x")
                if state == "group over":
                    connection.execute(
                        "update journal.team_member set until_date = ? where person_id = ?",
                        [YESTERDAY, person.person_id],
                    )
            if state == "group left":
                leave(journal, join_as, today=TODAY, saved_by="x")
        give(
            journal,
            runner_id=mara,
            viewer_id=to,
            scopes=[scope],
            from_date=TOMORROW if state == "later" else date(2026, 1, 1),
            until_date={"until today": TODAY, "expired": YESTERDAY}.get(state),
            granted_by="mara",
        )
        if state == "withdrawn":
            withdraw(journal, runner_id=mara, viewer_id=to)
        if state == "account removed":
            add_person(journal, email="keeps@example.org", roles=["admin"])
            remove_person(journal, email=email)
    return found


def expected(role: str, scope: str, state: str) -> set[str]:
    """What the words of the design say: a role by itself opens nothing."""
    if state not in OPEN:
        return set()
    if state == "group":
        allowed = {"clinician": set(SCOPES), "coach": {"training", "pain"}}
        return {scope} & allowed.get(role, set())  # a clinic's other people see nothing
    return {scope}


def test_what_is_opened_in_every_state_of_a_grant(matrix: Matrix) -> None:
    """132 people; of Ben nobody sees anything, and nobody has what is the runner's own."""
    files = {"warehouse": matrix.home.warehouse, "journal_file": matrix.home.journal}
    granted = (ROOT / "access" / "granted.sql").read_text("utf-8")
    days = {"as_of_date": TODAY, "zones": ["Europe/Berlin"], "dates": [TODAY]}
    given = {"is_owner": False, "runner_id": None, **days}
    wrong = {}
    # Asked of the files at once: the door would build a slice for each of them.
    with open_in_memory() as connection, attached(connection, files, wait_s=30):
        for case, viewer in matrix.viewers.items():
            asked = given | {"viewer_id": viewer.viewer_id}
            seen = set(connection.execute(granted, asked).fetchall())
            if seen != {
                (matrix.mara, scope, TODAY if case[2] == "until today" else None)
                for scope in expected(*case)
            }:
                wrong[case] = seen
    assert wrong == {}
    viewer = matrix.viewers["clinician", "clinical", "group"]
    assert matrix.gateway.scopes(viewer) == {matrix.mara: frozenset({"clinical"})}


def test_rows_follow_from_what_is_opened_and_from_nothing_else() -> None:
    """So that one slice a set of scopes speaks for every role and state that opens the set."""
    for path in (ROOT / "access").iterdir():
        sql = re.sub(r"--.*", "", path.read_text("utf-8"))
        given = set(re.findall(r"\$(\w+)", sql))
        allowed = {
            "granted": {"viewer_id", "is_owner", "as_of_date", "zones", "dates", "runner_id"},
            "visible": {"now", "is_lent_shareable", "sees_lent"},
        }
        assert given <= allowed.get(path.stem, set()), path.name
        assert (
            path.stem == "granted"
            or ("team_" not in sql and "access_grant as" not in sql)
            or (path.stem == "journal.access_grant")
        )


@pytest.mark.parametrize(
    "scopes", [(), ("training",), ("pain",), ("clinical",), ("training", "pain")], ids="+".join
)
def test_what_is_not_granted_looks_like_what_does_not_exist(
    matrix: Matrix, scopes: tuple[str, ...], tmp_path: Path
) -> None:
    """Every table and view, columns and rows, totals among them: as in a home without the rest."""
    viewer = viewer_of(matrix, scopes)
    seen = snapshot(matrix.gateway, viewer)
    reference = snapshot(Gateway(*without_the_rest(matrix, set(scopes), tmp_path)), OWNER)
    differing = {name: seen[name][1][:2] for name in NAMES if seen[name] != reference[name]}
    assert differing == {}
    filled = {name for name in NAMES if seen[name][1] and not name.startswith("rule.")}
    assert len(filled) >= {"": 0, "training": 45, "pain": 12, "clinical": 1}.get(
        "+".join(scopes), 55
    )
    if not scopes:
        about = [view.full_name for view in read_views() if "runner_id" in view.grain]
        assert not filled & {*about, *TABLES}


@pytest.mark.parametrize(
    ("scopes", "is_whole"),
    [
        (("training",), False),
        (("pain",), False),
        (("clinical",), False),
        (("training", "pain"), True),
    ],
    ids=["training", "pain", "clinical", "training and pain"],
)
def test_only_who_sees_training_and_pain_is_told_the_limit(
    matrix: Matrix, scopes: tuple[str, ...], is_whole: bool
) -> None:
    """The owner's own number, or none; never another one under that name."""
    viewer = viewer_of(matrix, scopes)
    columns = ("limit_m", "limit_reason", "hidden_name")
    own = matrix.gateway.load(OWNER, "page.next_run", runner_id=matrix.mara).select(columns).rows()
    told = matrix.gateway.load(viewer, "page.next_run").select(columns).rows()
    assert own[0][1] in ("knee", "plan", "usual", "spike") and own[0][0] is not None
    assert told == (own if is_whole else [(None, "unknown", "pain")] * len(told))


def viewer_of(matrix: Matrix, scopes: tuple[str, ...]) -> Viewer:
    """Somebody with just these scopes."""
    if len(scopes) < 2:
        return matrix.viewers[
            "coach", scopes[0] if scopes else "pain", "active" if scopes else "none"
        ]
    person = add_person(matrix.journal, email="both@example.org")
    give(
        matrix.journal,
        runner_id=matrix.mara,
        viewer_id=person.person_id,
        scopes=scopes,
        from_date=TODAY,
        until_date=None,
        granted_by="mara",
    )
    return Viewer(viewer_id=person.person_id, is_owner=False)


def snapshot(gateway: Gateway, viewer: Viewer) -> Snapshot:
    """Columns and rows of everything, in an order of their own."""
    frames = {name: gateway.load(viewer, name).drop(*OF_THE_GRANT, strict=False) for name in NAMES}
    return {name: (frame.schema, sorted(map(repr, frame.rows()))) for name, frame in frames.items()}


def without_the_rest(matrix: Matrix, scopes: set[str], folder: Path) -> tuple[Home, Settings]:
    """A copy of the home in which nothing but these scopes' rows of Mara ever was."""
    shutil.copytree(matrix.home.root, folder / "reference")
    home = Home(folder / "reference")
    kept = [matrix.mara] if scopes else []
    tables = ACTIVITY_TABLES if "training" not in scopes else ()
    with Warehouse(home, matrix.settings).writing() as connection:
        for table in (*ACTIVITY_TABLES, "rest_day", "runner"):
            is_gone = table in (*tables, *(["rest_day"] if tables else []))
            _delete(connection, f"core.{table}", kept=[] if is_gone else kept)
    with Journal(home, matrix.settings).writing() as connection:
        for table in runner_tables(connection):
            needed = OF_THE_ROWS.get(table, scopes_of(table))
            is_gone = table != "runner" and not needed <= scopes | {"pain"} & needed
            is_gone = is_gone or (needed == {"pain"} and "pain" not in scopes)
            _delete(connection, f"journal.{table}", kept=[] if is_gone else kept)
        connection.execute("update journal.squad_note set is_shown_to_runner = false")
        _delete_words(connection, scopes)
    return home, matrix.settings


def _delete_words(connection: Connection, scopes: set[str]) -> None:
    """Columns that need a scope more than their row does."""
    for eyes, scope in (("runner", "training"), ("clinician", "clinical")):
        if scope not in scopes:
            connection.execute("delete from journal.mechanics_finding where seen_by = ?", [eyes])
    if "clinical" not in scopes:
        connection.execute(
            "update journal.assessment set note = null;"
            "alter table journal.rule_override alter column reason drop not null;"
            "update journal.rule_override set reason = null"
        )
    if "pain" in scopes:
        return
    connection.execute(
        "update journal.strength_entry set pain_during_score = null, note = null;"
        "update journal.plan_change set reason = null;"
        "update journal.mechanics_finding set note = null, video_url = null"
        " where seen_by = 'runner';"
        "alter table journal.plan alter column started_status drop not null;"
        "alter table journal.plan alter column reason_name drop not null;"
        "update journal.plan set"
        " knee = null, started_status = null, started_light = null, reason_name = null"
    )


def _delete(connection: Connection, table: str, *, kept: list[str]) -> None:
    connection.execute(f"delete from {table} where runner_id not in (select unnest(?))", [kept])  # noqa: S608


def test_a_grant_withdrawn_while_a_page_is_open_shuts_it(matrix: Matrix) -> None:
    """The same door, the next read; questions of their own get the answer of an empty home."""
    viewer = matrix.viewers["clinician", "training", "active"]
    nobody = matrix.viewers["clinician", "training", "none"]
    count = "select count(*) as n, sum(distance_m) as m from metric.run"
    assert matrix.gateway.query(viewer, count)["n"].to_list() == [
        8
    ]  # six with a belt, two of a table
    activity_id = matrix.gateway.load(viewer, "core.activity")["activity_id"][0]
    withdraw(matrix.journal, runner_id=matrix.mara, viewer_id=viewer.viewer_id)
    for name in ("metric.run", "page.today", "core.activity", "core.withheld", "page.runner"):
        after, empty = matrix.gateway.load(viewer, name), matrix.gateway.load(nobody, name)
        assert after.is_empty() and after.schema == empty.schema
    assert matrix.gateway.query(viewer, count).rows() == [(0, None)]
    assert refusal(matrix, viewer, activity_id) == refusal(matrix, viewer, "never-was")
    assert refusal(matrix, nobody, activity_id) == refusal(matrix, viewer, "never-was")


def refusal(matrix: Matrix, viewer: Viewer, activity_id: str) -> str:
    """The words in which a recording is refused."""
    with pytest.raises(AccessDenied) as denied:
        matrix.gateway.samples(viewer, activity_id)
    return str(denied.value)


def test_the_clock_alone_ends_a_grant(matrix: Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    """No row changes at midnight, and the open door still shuts."""
    viewer = matrix.viewers["coach", "pain", "until today"]
    assert not matrix.gateway.load(viewer, "page.pain_entry").is_empty()
    later: datetime = NOW + timedelta(days=1)
    monkeypatch.setattr(Settings, "current_time", lambda _settings: later)
    assert matrix.gateway.load(viewer, "page.pain_entry").is_empty()
    assert matrix.gateway.scopes(viewer) == {}
