"""A clock set back, by an hour or a year, and forward again: nothing said since is undone."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dashboard.access.gateway import Gateway, Viewer
from etl.errors import UserError
from etl.home import Home
from etl.journal import cadence_plan, plans
from etl.journal.check_ins import wish_check_in
from etl.journal.clinic_notes import ClinicNote, save_clinic_note
from etl.journal.coach_notes import SquadNote, put_away_note, save_squad_note
from etl.journal.entries import DayLog, PainEntry
from etl.journal.other_site_entries import LightProfile
from etl.journal.other_sites import choose_light
from etl.journal.rule_overrides import RuleOverride, override_rule
from etl.journal.store import Journal
from etl.journal.triage_marks import SquadMark, save_marks
from etl.operations.source_order import SourceOrder
from etl.people.accounts import add_person, begin_own_runner, people_in, remove_person
from etl.people.digest_subscriptions import begin_attempt, digest_state, end_attempt, save_wish
from etl.people.grants import give, withdraw
from etl.people.groups import Member, join, leave, make_group, members_in
from etl.people.invitations import accept, find_invitation, invite
from etl.people.logins import bind, unbind
from etl.reference.rules import read_rules
from etl.reference.views import read_views
from etl.settings import Settings
from etl.storage.duckdb_files import Connection
from etl.storage.saved_order import ordered_tables
from etl.sync.ledger.receipts import keep_receipt, last_receipt
from sql import ROOT
from tests.builders import a_home, a_run
from tests.builders.clocks import NOON, SHIFTS, SetClock, a_set_clock

OWNER = Viewer()
DAY = date(2024, 5, 1)
"""Long before every moment of these tests: a day to come cannot be written about."""

LONG_AGO = date(2000, 1, 1)

READ_BY_NAME = frozenset(
    {
        *("digest_sent", "digest_wish", "rest_day", "runner", "squad_note_read"),
        *("team_group", "team_invitation", "team_login", "team_member", "team_person"),
    }
)
"""Tables that no slice holds: each has a test of its own below."""
WRITTEN_ONCE = frozenset({"cadence_plan", "plan", "plan_step"})
"""The first row counts, a second one would be a repeated call."""


@pytest.fixture(params=SHIFTS.values(), ids=list(SHIFTS))
def shift(request: pytest.FixtureRequest) -> timedelta:
    """How far the clock is set back."""
    return request.param


@dataclass(frozen=True)
class Place:
    """A home under a clock in the test's hands; its one runner has one run."""

    home: Home
    settings: Settings
    clock: SetClock
    gateway: Gateway
    runner_id: str
    shift: timedelta

    @property
    def journal(self) -> Journal:
        """Its journal, unguarded."""
        return Journal(self.home, self.settings)

    def one(self, view: str, column: str, **where: Any) -> Any:
        """The one value of a column, for the runner."""
        rows = self.gateway.load(OWNER, view, runner_id=self.runner_id, **where)
        assert rows.height == 1
        return rows[column][0]

    def moments(self) -> Iterator[None]:
        """Where the clock was set back to, where it was before, and a year on."""
        for at in (NOON - self.shift, NOON, NOON + timedelta(days=365)):
            self.clock.at = at
            yield

    def asked(self, ask: Callable[[Connection], Any]) -> Any:
        """What a module reads with the journal's file in use."""
        with self.journal.writing() as connection:
            return ask(connection)


@pytest.fixture(scope="module")
def one_run(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home with a runner and a run, to be copied."""
    _, settings = a_home(tmp_path_factory.mktemp("one"), [a_run("2024-05-01", km=8)])
    return settings


@pytest.fixture
def place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shift: timedelta, one_run: Settings
) -> Place:
    """The clock says noon; to set it back is the test's part."""
    clock = a_set_clock(monkeypatch)
    home = Home(tmp_path / "home")
    shutil.copytree(one_run.home, home.root)
    settings = one_run.model_copy(update={"home": home.root, "now": None})
    gateway = Gateway(home, settings, is_brief=True)  # mostly a view is asked between two words
    return Place(home, settings, clock, gateway, runner_of(home, settings), shift)


def runner_of(home: Home, settings: Settings) -> str:
    """The only one."""
    return Journal(home, settings).runners()[0].runner_id


@dataclass(frozen=True)
class Twice:
    """A home whose every table got two rows of one entry; the second bears the earlier time."""

    gateway: Gateway
    first: datetime
    second: datetime


@pytest.fixture(scope="module", params=[False, True], ids=["edited", "deleted"])
def twice(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Twice:
    """By plain inserts, so that a table is in it as soon as the schema has it."""
    home, settings = a_home(tmp_path_factory.mktemp("twice"), [a_run("2024-05-01", km=8)])
    gateway = Gateway(home, settings)
    activity_id = gateway.load(OWNER, "core.activity")["activity_id"][0]
    first = NOON.replace(tzinfo=None)
    made = Twice(gateway, first, first - timedelta(hours=1))
    told = {"runner_id": runner_of(home, settings), "activity_id": activity_id}
    with Journal(home, settings).writing() as connection:
        for saved_at, is_deleted in ((made.first, False), (made.second, request.param)):
            for table in in_slices(connection):
                values = {**told, "saved_at": saved_at, "is_deleted": is_deleted}
                fill(connection, table, values)
    return made


def in_slices(connection: Connection) -> list[str]:
    """Tables with numbers that viewers have rows of."""
    return [name for name in ordered_tables(connection) if name not in READ_BY_NAME]


def fill(connection: Connection, table: str, values: dict[str, Any]) -> None:
    """A row with something in every column that must have it."""
    words = {"saved_by": "local", "seen_by": "runner", "action": "pause", "scope": "training"}
    plain = {
        "VARCHAR[]": [],
        "INTEGER[]": [1],
        "INTEGER": 1,
        "DOUBLE": 1.0,
        "BOOLEAN": False,
        "DATE": DAY,
        "TIMESTAMP": NOON.replace(tzinfo=None),
    }
    columns = connection.execute(
        "select column_name, data_type from duckdb_columns() where schema_name = 'journal'"
        " and table_name = ? and database_name = current_database() and not is_nullable",
        [table],
    ).fetchall()
    row = {name: plain.get(kind, words.get(name, "x")) for name, kind in columns}
    row |= {name: value for name, value in values.items() if name in row}
    marks = ", ".join(f"? as {name}" for name in row)
    connection.execute(f"insert into journal.{table} by name select {marks}", list(row.values()))


def test_every_table_with_versions_is_in_these_tests(place: Place):
    """A new one has a file in sql/access, and so a row below, or is named on top."""
    tables = set(place.asked(ordered_tables))
    with_access = {path.name.split(".")[1] for path in (ROOT / "access").glob("journal.*.sql")}
    assert tables - READ_BY_NAME == tables & with_access


def test_the_row_that_was_written_last_is_the_newest_in_every_table(twice: Twice):
    """Though it bears an earlier time; a deleted entry is gone, or its last row says so."""
    wrong = []
    for path in sorted((ROOT / "access").glob("journal.*.sql")):
        table = path.name.removesuffix(".sql")
        rows = twice.gateway.load(OWNER, table)
        if "saved_order" not in rows.columns:
            continue
        rows = rows.filter(rows["saved_at"] <= twice.first).sort("saved_order")
        is_deleted = "is_deleted" in rows.columns and rows.is_empty()
        expected = twice.first if table.split(".")[1] in WRITTEN_ONCE else twice.second
        if not is_deleted and (rows.is_empty() or rows["saved_at"][-1] != expected):
            wrong.append(table)
    assert wrong == []


def test_numbers_in_a_slice_tell_the_order_and_nothing_else(place: Place):
    """Not how much others write: they run from 1 without a gap, over all tables of the slice."""
    ben = place.journal.ensure_runner("Ben")
    for score in (1, 2, 3):
        for runner_id in (ben.runner_id, ben.runner_id, place.runner_id):
            pain(place, score, runner_id=runner_id)
        place.journal.log_sleep(DayLog(runner_id=place.runner_id, local_date=DAY, sleep_h=7.0))
    sql = (
        "select saved_order from journal.pain_entry union all"
        " select saved_order from journal.day_log union all"
        " select saved_order from journal.import_item order by all"
    )
    found = place.gateway.query(OWNER, sql, runner_id=place.runner_id)["saved_order"].to_list()
    assert found == list(range(1, len(found) + 1))
    assert len(found) >= 5
    assert place.gateway.query(OWNER, sql, runner_id=place.runner_id).height == len(found)
    shown = {column.name for view in read_views() for column in view.columns}
    assert "saved_at" in shown
    assert "saved_order" not in shown


def pain(place: Place, score: int, *, entry_id: str | None = None, runner_id: str = "") -> str:
    """Pain of a day, or a newer version of it."""
    return place.journal.log_pain(
        PainEntry(
            runner_id=runner_id or place.runner_id,
            local_date=DAY,
            knee="left",
            pain_during_score=score,
            entry_id=entry_id,
        )
    )


def test_an_edit_shows_and_a_deleted_entry_stays_deleted(place: Place):
    """On the page, in the number worked out from it, and in the history."""
    entry_id = pain(place, 2)
    assert place.one("page.pain_entry", "pain_during_score") == 2
    place.clock.back(place.shift)
    pain(place, 6, entry_id=entry_id)
    for _ in place.moments():
        assert place.one("page.pain_entry", "pain_during_score") == 6
        assert place.one("metric.pain_day", "pain_during_score") == 6
    place.clock.at = NOON - 2 * place.shift
    place.journal.delete_pain(entry_id)
    for _ in place.moments():
        assert place.gateway.load(OWNER, "page.pain_entry").is_empty()
        versions = place.gateway.load(OWNER, "page.pain_version", runner_id=place.runner_id)
        assert versions["is_deleted"].to_list() == [False, False, True]


def test_a_note_that_was_read_is_put_away_until_it_is_changed(place: Place):
    """Which version was read is told by its time, and that it was read after it was written."""
    note = SquadNote(
        runner_id=place.runner_id, local_date=DAY, note="Easy", is_shown_to_runner=True
    )
    entry_id = save_squad_note(place.journal, note, saved_by="coach")
    place.clock.back(place.shift)
    put_away_note(
        place.journal,
        runner_id=place.runner_id,
        entry_id=entry_id,
        written_by="coach",
        saved_at=place.one("page.shown_note", "written_at"),
    )
    for _ in place.moments():
        assert place.one("page.shown_note", "is_put_away")
    place.clock.at = NOON
    save_squad_note(place.journal, replace(note, entry_id=entry_id), saved_by="coach")
    for _ in place.moments():
        assert not place.one("page.shown_note", "is_put_away")


def grant(place: Place, viewer_id: str, *scopes: str, from_date: date = DAY) -> None:
    """Let somebody see the runner, without an end."""
    give(
        place.journal,
        runner_id=place.runner_id,
        viewer_id=viewer_id,
        scopes=scopes,
        from_date=from_date,
        until_date=None,
        granted_by="x",
    )


def test_a_withdrawn_grant_stays_closed(place: Place):
    """Whatever the clock says, and whatever row of it is written later."""
    coach = add_person(place.journal, email="coach@example.org", roles=["coach"])
    viewer = Viewer(viewer_id=coach.person_id, is_owner=False)
    told = {"runner_id": place.runner_id, "viewer_id": coach.person_id}
    grant(place, coach.person_id, "training", "pain")
    assert place.gateway.scopes(viewer) == {place.runner_id: frozenset({"training", "pain"})}
    place.clock.back(place.shift)
    withdraw(place.journal, **told)
    with place.journal.writing() as connection:
        connection.execute(
            "insert into journal.access_grant by name select * exclude (saved_order)"
            " from journal.access_grant where withdrawn_at is null"
        )
    for _ in place.moments():
        assert place.gateway.scopes(viewer) == {}
        assert place.gateway.load(viewer, "metric.run").is_empty()
        states = place.gateway.load(OWNER, "page.grant", runner_id=place.runner_id)["state"]
        assert states.to_list() == ["withdrawn", "withdrawn"]


def test_a_grant_given_again_is_open_from_its_day_on(place: Place):
    """Days are days of the calendar: before its first one a grant is not open yet."""
    grant(place, "coach", "training")
    place.clock.back(place.shift)
    withdraw(place.journal, runner_id=place.runner_id, viewer_id="coach")
    grant(place, "coach", "training", from_date=place.clock.at.date())
    viewer = Viewer(viewer_id="coach", is_owner=False)
    for _ in place.moments():
        assert place.gateway.scopes(viewer) == {place.runner_id: frozenset({"training"})}
    place.clock.at = NOON - place.shift - timedelta(days=1)
    assert place.gateway.scopes(viewer) == {}


def test_the_login_of_an_account_is_the_one_that_was_bound_last(place: Place):
    """Bound, let go of, bound to another: by the order it was written in."""
    person = add_person(place.journal, email="coach@example.org", roles=["coach"])
    bind(place.journal, person_id=person.person_id, issuer="i", subject="1")
    place.clock.back(place.shift)
    unbind(place.journal, email=person.email)
    for _ in place.moments():
        assert [one.subject for one in place.asked(people_in)] == [None]
    place.clock.at = NOON - 2 * place.shift
    bind(place.journal, person_id=person.person_id, issuer="i", subject="2")
    for _ in place.moments():
        assert [one.subject for one in place.asked(people_in)] == ["2"]


def test_a_removed_account_stays_out_and_its_address_gets_a_new_one(place: Place):
    """What was granted to the former account is not granted to the new one."""
    person = add_person(place.journal, email="coach@example.org", roles=["coach"])
    add_person(place.journal, email="admin@example.org", roles=["admin"])
    grant(place, person.person_id, "training")
    place.clock.back(place.shift)
    remove_person(place.journal, email=person.email)
    with pytest.raises(UserError, match="has been removed"):
        begin_own_runner(place.journal, person, display_name="Me", saved_by=person.person_id)
    for _ in place.moments():
        viewer = Viewer(viewer_id=person.person_id, is_owner=False)
        assert place.gateway.scopes(viewer) == {}
        assert person not in place.asked(people_in)
    again = add_person(place.journal, email=person.email, roles=["coach"])
    assert again.person_id != person.person_id
    assert place.gateway.scopes(Viewer(viewer_id=again.person_id, is_owner=False)) == {}


def test_a_changed_account_and_a_changed_group_are_as_last_said(place: Place):
    """Who was made a clinician is one; who left a group is out, who came back is in."""
    add_person(place.journal, email="a@example.org")
    group = make_group(place.journal, kind="squad", display_name="Lake")
    place.clock.back(place.shift)
    person = add_person(place.journal, email="a@example.org", roles=["clinician"])
    member = Member(group_id=group.group_id, person_id=person.person_id, role="runner")

    def is_in() -> bool:
        today = place.clock.at.date()
        return member in place.asked(lambda connection: members_in(connection, today=today))

    place.clock.at = NOON
    for expected in (True, False, True):
        if expected:
            with place.journal.writing() as connection:
                join(connection, member, today=LONG_AGO, saved_by="x")
        else:
            leave(place.journal, member, today=LONG_AGO, saved_by="x")
        place.clock.back(place.shift)
        assert is_in() == expected
    for _ in place.moments():
        assert is_in()
        assert [one.is_clinician for one in place.asked(people_in)] == [True]


def test_a_used_invitation_is_of_no_use_again(place: Place):
    """One that has run out by the calendar is no longer so while the calendar says otherwise."""
    token = invite(place.journal, email="new@example.org", role="coach", now=NOON)
    told = {"email": "new@example.org", "display_name": "New"}
    place.clock.back(place.shift)
    at = place.clock.at
    accept(place.journal, token, **told, now=at, today=at.date())
    for _ in place.moments():
        now = place.clock.at

        def find(connection: Connection, now: datetime = now) -> Any:
            return find_invitation(connection, token, email="new@example.org", now=now)

        assert place.asked(find) is None


def act(place: Place, module: Any, action: str) -> None:
    """Do something with the plan now."""
    module.act_on_plan(
        place.journal,
        runner_id=place.runner_id,
        plan_id="p",
        action=action,
        acted_at=place.clock.at,
        local_date=place.clock.at.date(),
    )


@pytest.mark.parametrize(
    ("module", "table", "column"),
    [(plans, "plan", "is_paused"), (cadence_plan, "cadence_plan", "paused_at")],
    ids=["weeks", "steps"],
)
def test_a_plan_is_paused_or_not_as_was_said_last(
    place: Place, module: Any, table: str, column: str
):
    """Each word an hour or a year before the one it follows."""
    view = f"metric.{table}"
    start = (NOON - 4 * place.shift).replace(tzinfo=None)
    with place.journal.writing() as connection:
        values = {
            "runner_id": place.runner_id,
            "plan_id": "p",
            "saved_at": start,
            "started_at": start,
            "start_date": start.date(),
        }
        fill(connection, table, values)
    for action in ("pause", "resume", "pause"):
        act(place, module, action)
        place.clock.back(place.shift)
        is_paused = place.one(view, column) not in (None, False)
        assert is_paused == (action == "pause")
    if column == "paused_at":
        assert place.one(view, column) == (NOON - 2 * place.shift).replace(tzinfo=None)
    for _ in place.moments():
        assert place.one(view, column) not in (None, False)


def test_of_two_plans_the_one_that_was_started_last_is_the_newest(place: Place):
    """Though the calendar has it begin before the other."""
    for plan_id in ("former", "latter"):
        with place.journal.writing() as connection:
            at = place.clock.at.replace(tzinfo=None)
            values = {
                "runner_id": place.runner_id,
                "plan_id": plan_id,
                "saved_at": at,
                "started_at": at,
                "start_date": at.date(),
            }
            for table in ("plan", "cadence_plan"):
                fill(connection, table, values)
        place.clock.back(place.shift)
    for view in ("metric.plan", "metric.cadence_plan"):
        assert place.one(view, "plan_id", is_newest=True) == "latter"


def test_the_digest_goes_to_who_wants_it_by_their_last_word_and_once(place: Place):
    """An attempt that ended is not made again after the clock was set back."""
    person = add_person(place.journal, email="coach@example.org", roles=["coach"])
    journal, person_id = place.journal, person.person_id

    def wish(*, is_wanted: bool) -> None:
        save_wish(journal, person_id=person_id, is_wanted=is_wanted, has_diary=False, saved_by="x")

    def begin() -> bool:
        now = place.clock.at
        return bool(begin_attempt(journal, person_id=person_id, week_start_date=DAY, now=now))

    wish(is_wanted=True)
    assert begin()
    place.clock.back(place.shift)
    now = place.clock.at
    end_attempt(journal, person_id=person_id, week_start_date=DAY, state="sent", now=now)
    for _ in place.moments():
        state = digest_state(place.home, place.settings)
        assert state.attempts[person_id, DAY].state == "sent"
        assert not begin()
    place.clock.at = NOON - 2 * place.shift
    wish(is_wanted=False)
    for _ in place.moments():
        assert digest_state(place.home, place.settings).wishes == ()


Say = Callable[[Place, int], None]
See = Callable[[Place], Any]


def say_rest(place: Place, turn: int) -> None:
    """A day of rest, and that it was none."""
    place.journal.confirm_rest(runner_id=place.runner_id, local_date=DAY, is_rest=turn == 0)


def say_choice(place: Place, turn: int) -> None:
    """A recording left out, and counted again."""
    place.journal.choose(
        runner_id=place.runner_id,
        activity_id="a1",
        field="is_excluded",
        value="true",
        is_deleted=turn == 1,
    )


def say_profile(place: Place, turn: int) -> None:
    """Another height."""
    runner = place.journal.runners()[0]
    place.journal.save_runner(replace(runner, height_cm=170.0 + turn))


def say_programme(place: Place, turn: int) -> None:
    """One programme, then another."""
    place.journal.choose_programme(
        runner_id=place.runner_id,
        programme_id=("hip", "knee")[turn],
        from_date=DAY - timedelta(days=turn),
    )


def say_goal(place: Place, turn: int) -> None:
    """Quicker steps are a goal, and are none."""
    cadence_plan.choose_goal(place.journal, runner_id=place.runner_id, has_goal=turn == 0)


def say_sources(place: Place, turn: int) -> None:
    """One source first, then another."""
    names = (("file",), ("strava_export",))[turn]
    order = SourceOrder(runner_id=place.runner_id, source_names=names)
    place.journal.save_entry("source_order", order, saved_by="x")


def seen_sources(place: Place) -> Any:
    """What the tables are filled by, where it is what a slice holds."""
    told = place.journal.choices(place.runner_id).source_order["source_name"].to_list()
    return told if told == list(place.one("journal.source_order", "source_names")) else None


def say_wish(place: Place, turn: int) -> None:
    """To be asked of a knee, and not to be."""
    wish_check_in(place.journal, runner_id=place.runner_id, knee="left", is_wanted=turn == 0)


def say_sleep(place: Place, turn: int) -> None:
    """Two words on one night."""
    entry = DayLog(runner_id=place.runner_id, local_date=DAY, sleep_h=6.0 + turn)
    place.journal.log_sleep(entry)


def say_light(place: Place, turn: int) -> None:
    """Two words on the limits of one day."""
    choose_light(
        place.journal,
        LightProfile(
            runner_id=place.runner_id,
            local_date=DAY,
            knee="left",
            profile=("tendon_5", "pfp_strict")[turn],
            decided_by="clinician",
        ),
    )


def say_limit(place: Place, turn: int) -> None:
    """Two limits of one rule: each a change of its own."""
    override_rule(
        place.journal,
        RuleOverride(
            runner_id=place.runner_id,
            rule_id=(rule := read_rules()[0]).rule_id,
            level=rule.levels[0].level,
            threshold=1.2 + turn,
            reason="agreed",
            from_date=DAY,
        ),
        saved_by="x",
    )


def say_note(place: Place, turn: int) -> None:
    """A note, and other words in its place."""
    words = ("first", "second")[turn]
    note = ClinicNote(runner_id=place.runner_id, local_date=DAY, note=words, entry_id="n1")
    save_clinic_note(place.journal, note)


def say_mark(place: Place, turn: int) -> None:
    """Seen, and not seen after all."""
    mark = SquadMark(runner_id=place.runner_id, local_date=DAY, need="calm", scopes=())
    save_marks(place.journal, [mark], is_deleted=turn == 1)


def newest_receipt(place: Any) -> dict[str, Any] | None:
    """What is known of the end of the connection."""
    return last_receipt(place.journal, place.runner_id, "strava")


def say_receipt(place: Place, turn: int) -> None:
    """What the end of a connection removed, and that the platform heard of it."""
    receipt = {
        "receipt_id": "r1",
        "runner_id": place.runner_id,
        "provider": "strava",
        "reason": "disconnected",
        "activity_count": 1,
        "document_count": 1,
        "is_confirmed": turn == 1,
    }
    if turn == 1:  # as it is confirmed: what was kept last, changed
        receipt = {
            **(newest_receipt(place) or {}),
            "is_confirmed": True,
        }
    keep_receipt(place.journal, receipt)


WORDS: dict[str, tuple[Say, See, Any, Any]] = {
    "rest": (
        say_rest,
        lambda place: place.journal.choices(place.runner_id).rest_day.height,
        1,
        0,
    ),
    "choice": (
        say_choice,
        lambda place: place.journal.choices(place.runner_id).activity.height,
        1,
        0,
    ),
    "profile": (say_profile, lambda place: place.journal.runners()[0].height_cm, 170.0, 171.0),
    "programme": (
        say_programme,
        lambda place: place.one("journal.strength_programme", "programme_id"),
        "hip",
        "knee",
    ),
    "goal": (say_goal, lambda place: place.one("page.cadence_context", "has_goal"), True, False),
    "sources": (say_sources, seen_sources, ["file"], ["strava_export"]),
    "wish": (
        say_wish,
        lambda place: place.gateway.load(OWNER, "metric.check_in_asked").height,
        1,
        0,
    ),
    "sleep": (
        say_sleep,
        lambda place: place.one("metric.sleep_rolling", "sleep_h", local_date=DAY),
        6.0,
        7.0,
    ),
    "light": (
        say_light,
        lambda place: place.one("metric.light_profile", "light_profile"),
        "tendon_5",
        "pfp_strict",
    ),
    "limit": (
        say_limit,
        lambda place: place.one("page.rule_override", "threshold", ended_by=None),
        1.2,
        2.2,
    ),
    "note": (say_note, lambda place: place.one("page.patient_note", "note"), "first", "second"),
    "mark": (
        say_mark,
        lambda place: place.gateway.load(OWNER, "journal.squad_mark").height,
        1,
        0,
    ),
    "receipt": (
        say_receipt,
        lambda place: (newest_receipt(place) or {})["is_confirmed"],
        False,
        True,
    ),
}


def test_of_two_words_the_last_one_holds(place: Place):
    """Of one clock and the other, and when it is right again."""
    place = replace(place, gateway=Gateway(place.home, place.settings))
    for say, *_ in WORDS.values():
        say(place, 0)
    seen = {name: see(place) for name, (_, see, *_) in WORDS.items()}
    assert seen == {name: first for name, (_, _, first, _) in WORDS.items()}
    place.clock.back(place.shift)
    for say, *_ in WORDS.values():
        say(place, 1)
    for _ in place.moments():
        seen = {name: see(place) for name, (_, see, *_) in WORDS.items()}
        assert seen == {name: second for name, (*_, second) in WORDS.items()}
