"""Strength on the screen and from the shell: done in a tap, and seen by whom it may be."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from dashboard.access.gateway import Gateway, Viewer
from etl.errors import UserError
from etl.home import Home
from etl.journal.entries import WarmUp
from etl.journal.store import Journal, StrengthEntry
from etl.operations.backup.read import restore
from etl.operations.backup.write import backup
from etl.settings import Settings
from etl.storage.duckdb_files import attached, open_in_memory
from sql import ROOT
from tests.builders import a_home, a_run
from tests.dashboard.cli.test_log import shell
from tests.dashboard.conftest import own_rows, words_of

TODAY, BEFORE = date(2026, 5, 3), date(2026, 4, 29)
TABLES = ("strength_entry", "warm_up", "strength_programme", "pain_entry")
SQUAT = {"exercise": "spanish_squat", "set_count": 3, "repetition_count": 12, "load_kg": 8.0}


@pytest.fixture
def here(tmp_path: Path) -> tuple[Home, Settings]:
    """A home with one run, and squats four days ago that the knee took well."""
    calm = {"local_date": BEFORE, "knee": "right", "pain_before_score": 0, "pain_morning_score": 0}
    home, settings = a_home(tmp_path / "home", [a_run("2026-05-02", km=10)], pains=[calm])
    log(here=(home, settings), local_date=BEFORE, pain_during_score=0, **SQUAT)
    return home, settings


def log(*, here: tuple[Home, Settings], **values) -> str:
    """One entry of the home's runner."""
    journal = Journal(*here)
    return journal.log_strength(
        StrengthEntry(runner_id=journal.ensure_runner().runner_id, **values)
    )


def squat_today(here: tuple[Home, Settings]) -> dict:
    """The squat's row of today, as the owner sees it."""
    rows = own_rows(here, "page.strength_today", exercise_id="spanish_squat")
    return rows.row(0, named=True)


@pytest.mark.usefixtures("all_open")
def test_one_tap_does_an_exercise_and_another_says_how_it_was_for_the_knee(open_screen, here):
    """As today asks: a repetition more than last time; the pain is kept in the same entry."""
    app = open_screen(*here, "strength")
    assert "Today **3 × 13, 8 kg**" in words_of(app).replace("\\", "")
    app.button(key="next-spanish_squat").click().run()
    assert not app.exception
    row = squat_today(here)
    assert (row["set_count"], row["repetition_count"], row["load_kg"]) == (3, 13, 8)
    pains = [group for group in app.button_group if str(group.key).startswith("strength-pain-")]
    pains[0].select(2).run()
    assert not app.exception
    row = squat_today(here)
    assert (row["set_count"], row["pain_during_score"]) == (3, 2)


def today_of(here: tuple[Home, Settings], name: str) -> list:
    """A column of today's exercises, in the order of the programme."""
    return own_rows(here, "page.strength_today")[name].to_list()


def test_the_whole_session_is_one_tap_that_can_be_undone(open_screen, here):
    """As planned, each exercise; then that nothing hurt, in another tap; or none of it."""
    app = open_screen(*here, "strength")
    assert "This week asks for 2 more sessions" in words_of(app)
    assert not [button for button in app.button if str(button.key).startswith("next-")]
    app.button(key="done-as-planned").click().run()
    assert not app.exception
    assert "Today's session is done" in words_of(app)
    assert all(today_of(here, "is_done"))
    assert squat_today(here)["repetition_count"] == 13
    assert today_of(here, "set_count") == today_of(here, "next_set_count")
    app.button(key="no-pain").click().run()
    assert set(today_of(here, "pain_during_score")) == {0}
    assert "no-pain" not in [button.key for button in app.button]
    app.button(key="undo-as-planned").click().run()
    assert not app.exception
    assert not any(today_of(here, "is_done"))
    assert "undo-as-planned" not in [button.key for button in app.button]


def test_what_was_logged_by_hand_stays_as_it_was(open_screen, here):
    """One tap does the rest, and its undoing takes only that back."""
    log(here=here, **SQUAT | {"local_date": TODAY, "set_count": 1, "pain_during_score": 4})
    app = open_screen(*here, "strength")
    assert app.button(key="done-as-planned").label == "The rest as planned"
    app.button(key="done-as-planned").click().run()
    assert all(today_of(here, "is_done"))
    app.button(key="no-pain").click().run()
    row = squat_today(here)
    assert (row["set_count"], row["pain_during_score"]) == (1, 4)
    app.button(key="undo-as-planned").click().run()
    assert today_of(here, "is_done") == [True, False, False, False]


@pytest.mark.usefixtures("all_open")
def test_what_was_logged_can_be_deleted_and_had_back(open_screen, here):
    """As it was, under the same id."""
    app = open_screen(*here, "strength")
    before = own_rows(here, "page.strength_history")
    app.button(key=f"back-{before['entry_id'][0]}").click().run()
    assert not app.exception
    assert own_rows(here, "page.strength_history").is_empty()
    app.button(key="undo-deleted").click().run()
    assert not app.exception
    assert own_rows(here, "page.strength_history").equals(before)


@pytest.mark.usefixtures("all_open")
def test_what_rest_shoes_and_waiting_do_stands_with_the_strength_work(open_screen, here):
    """And what the trial's other exercises came to, under the programme."""
    words = words_of(open_screen(*here, "strength")).replace("\\", "")
    assert "**Waiting**" in words and "**New shoes**" in words
    assert "3.60 times (1.20 to 10.86)" in words


@pytest.mark.usefixtures("all_open")
def test_sets_are_tapped_one_by_one_and_the_last_one_back_takes_it_away(open_screen, here):
    """+ + − leaves one; − more leaves nothing, and last time's numbers still stand there."""
    app = open_screen(*here, "strength")
    for key in ("more", "more", "fewer"):
        app.button(key=f"{key}-spanish_squat").click().run()
    assert squat_today(here)["set_count"] == 1
    app.button(key="fewer-spanish_squat").click().run()
    assert not app.exception
    row = squat_today(here)
    assert (row["is_done"], row["last_set_count"]) == (False, 3)


@pytest.mark.usefixtures("all_open")
def test_as_last_time_is_a_tap_of_its_own_where_today_asks_for_more(open_screen, here):
    """12 repetitions again, not 13."""
    app = open_screen(*here, "strength")
    app.button(key="last-spanish_squat").click().run()
    assert squat_today(here)["repetition_count"] == 12


@pytest.mark.usefixtures("all_open")
def test_details_of_one_side_are_an_entry_of_their_own(open_screen, here):
    """The other side is not written over."""
    app = open_screen(*here, "strength")
    for side, count in (("left", 8), ("right", 9)):
        app.number_input(key="repetition_count-lateral_step_down").set_value(count)
        app.button_group(key="side-lateral_step_down").set_value(side)
        form = "details-form-lateral_step_down"
        next(b for b in app.button if b.proto.form_id == form).click().run()
        assert not app.exception
    rows = own_rows(here, "page.strength_history", exercise="lateral_step_down")
    assert set(rows.select("knee", "repetition_count").iter_rows()) == {("left", 8), ("right", 9)}


def test_the_warm_up_is_a_tick_that_can_be_changed(open_screen, here):
    """Done, then left out: the newer answer counts."""
    app = open_screen(*here, "strength")
    key = f"warm-up-{TODAY}"
    for answer in (True, False):
        app.button_group(key=key).select(answer).run()
        assert not app.exception
        page = own_rows(here, "page.strength_programme")
        assert page["is_warm_up_done"].to_list() == [answer]


def test_today_names_strength_only_once_it_has_begun(open_screen, here, tmp_path: Path):
    """A small line with a link; nobody who never began is asked for it."""
    labels = [link.proto.label for link in open_screen(*here).get("page_link")]
    assert "Strength: 1 of 3 this week" in labels
    bare = a_home(tmp_path / "bare", [a_run("2026-05-02")])
    labels = [link.proto.label for link in open_screen(*bare).get("page_link")]
    assert not [label for label in labels if "this week" in label]


@pytest.mark.usefixtures("all_open")
def test_a_warning_sign_hides_what_to_do_next(open_screen, here):
    """What was done can still be logged."""
    shell(*here, "pain", "--knee", "right", "--during", "2")
    with Journal(*here).writing() as connection:
        connection.execute("update journal.pain_entry set red_flags = ['night_pain']")
    app = open_screen(*here, "strength")
    assert "A warning sign is ticked" in words_of(app)
    assert "Today **" not in words_of(app)
    assert "done-as-planned" not in [button.key for button in app.button]
    app.button(key="more-spanish_squat").click().run()
    assert squat_today(here)["set_count"] == 1


def test_a_wrong_programme_of_the_clinic_is_named_on_the_screen(open_screen, here):
    """In one sentence, as plain words; ours stays in use."""
    home, _ = here
    home.programmes.mkdir()
    (home.programmes / "knee.toml").write_text("title = '<b>'", "utf-8")
    app = open_screen(*here, "strength")
    assert not app.exception
    assert "stays in use" in words_of(app)
    assert "<b>" not in words_of(app)
    assert squat_today(here)["planned_set_count"] == 3


def test_who_shares_training_alone_shares_sets_and_not_how_they_hurt(here):
    """The step that follows from pain is not told either; with pain shared it is."""
    journal = Journal(*here)
    runner_id = journal.ensure_runner().runner_id
    log(here=here, local_date=TODAY, exercise="press", set_count=1, note="sore", knee="left")
    journal.log_warm_up(WarmUp(runner_id=runner_id, local_date=TODAY, is_done=True))
    journal.choose_programme(runner_id=runner_id, programme_id="knee", from_date=BEFORE)
    coach = Viewer(viewer_id="coach", is_owner=False)
    gateway = Gateway(*here)
    tables = ("journal.strength_entry", "journal.warm_up", "journal.strength_programme")
    assert [gateway.load(coach, name).height for name in tables] == [0, 0, 0]
    assert gateway.load(coach, "page.strength_history").is_empty()

    def seen(scope: str) -> tuple:
        with journal.writing() as connection:
            connection.execute(
                "insert into journal.access_grant (grant_id, viewer_id, runner_id, scope,"
                " granted_by, from_date, saved_at) values (?, 'coach', ?, ?, 'runner',"
                " date '2026-01-01', now())",
                [scope, runner_id, scope],
            )
        rows = gateway.load(coach, "page.strength_history")
        step = gateway.load(coach, "page.strength_today", exercise_id="spanish_squat")
        return (
            [gateway.load(coach, name).height for name in tables],
            set(rows["note"]),
            set(rows["pain_during_score"]),
            step["next_reason_name"][0],
        )

    assert seen("training") == ([2, 1, 1], {None}, {None}, "unknown")
    assert seen("pain") == ([2, 1, 1], {"sore", None}, {0, None}, "calm")


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


def test_strength_and_warm_up_come_back_from_a_backup_row_by_row(here, tmp_path: Path):
    """Edits, deletions and choices too; and all of it reads the same."""
    home, settings = here
    journal = Journal(*here)
    runner_id = journal.ensure_runner().runner_id
    first = shell(*here, "strength", "lateral_step_down", "--sets", "3", "--side", "left")
    journal.delete_strength(first["entry_id"])
    shell(*here, "warm-up")
    shell(*here, "warm-up", "--left-out")
    journal.choose_programme(runner_id=runner_id, programme_id="knee", from_date=BEFORE)
    backup(home, settings, tmp_path / "all.zip")
    other = Home(tmp_path / "other")
    restore(other, settings, tmp_path / "all.zip")
    assert journal_hash(other) == journal_hash(home)
    for view in ("page.strength_today", "page.strength_week", "page.strength_history"):
        mine, theirs = (own_rows((each, settings), view) for each in (home, other))
        assert mine.equals(theirs), view


def test_from_the_shell_sets_add_up_and_a_warm_up_is_replaced(here):
    """As on the page: the same journal, the same views."""
    shell(*here, "strength", "spanish_squat", "--sets", "2", "--pain", "1")
    shell(*here, "strength", "spanish_squat", "--sets", "1")
    assert squat_today(here)["set_count"] == 3
    shell(*here, "warm-up", "--date", "2026-05-02")
    shell(*here, "warm-up", "--date", "2026-05-02", "--left-out")
    rows = own_rows(here, "metric.warm_up_day")
    assert rows.select("local_date", "is_done").rows() == [(date(2026, 5, 2), False)]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"set_count": 51}, "Sets go from 1 to 50"),
        ({"load_kg": -1.0}, "Kilograms go from 0 to 500"),
        ({"knee": "both"}, "no side we know"),
        ({"pain_during_score": 11}, "goes from 0"),
        ({"exercise": " "}, "An exercise has a name"),
    ],
)
def test_sets_that_cannot_be_are_refused_with_what_can(here, values, said):
    """Nothing is written."""
    with pytest.raises(UserError, match=said):
        log(here=here, **({"local_date": TODAY, "exercise": "press"} | values))


def test_every_strength_table_has_its_access_file():
    """A forgotten one would be absent for everybody."""
    files = {path.name for path in (ROOT / "access").iterdir()}
    assert {f"journal.{table}.sql" for table in TABLES} <= files
