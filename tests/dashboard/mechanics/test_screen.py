"""Mechanics on the screen and from the shell: logged, changed, taken back, and seen by whom."""

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from dashboard.access.gateway import Gateway, Viewer
from dashboard.cli.context import Here
from dashboard.cli.log.entries import log as log_app
from dashboard.mechanics.charts import draw_mechanics
from dashboard.mechanics.wording import run_values, unknown_words
from dashboard.rows.mechanics import MechanicsRun
from dashboard.ui import display
from etl.errors import UserError
from etl.home import Home
from etl.journal.mechanics import Finding, delete_findings, save_findings
from etl.journal.store import Journal
from etl.operations.backup.read import restore
from etl.operations.backup.write import backup
from etl.operations.export_runner import export_runner
from etl.operations.restore_runner import import_export
from etl.settings import Settings
from etl.storage.duckdb_files import attached, open_in_memory
from sql import ROOT
from tests.builders import a_home, a_run
from tests.builders.rows import a_row_of
from tests.dashboard.cli.test_log import shell
from tests.dashboard.conftest import own_rows, words_of

TODAY, BEFORE = date(2026, 5, 3), date(2026, 4, 12)
HOSTILE = "**[a](http://b)** <b>"
VIDEO = "https://example.org/video/1"

Place = tuple[Home, Settings]


def log(
    here: Place, day: date, seen: Sequence[tuple[str, str | None, Any]], **values: Any
) -> list[str]:
    """One check of the home's runner: (item, side, value) each."""
    journal = Journal(*here)
    plain = {"runner_id": journal.ensure_runner().runner_id, "seen_by": "runner"}
    return save_findings(
        journal,
        [
            Finding(local_date=day, item_id=item, side=side, value=value, **(plain | values))
            for item, side, value in seen
        ],
    )


@pytest.fixture
def here(tmp_path: Path) -> Place:
    """A home with one run."""
    return a_home(tmp_path / "home", [a_run("2026-05-02", km=10)])


@pytest.fixture
def checked(here: Place) -> Place:
    """And a check by a clinician three weeks ago, with a link and a note."""
    knees = [("knee_inward", "left", "yes"), ("knee_inward", "right", "no")]
    rest = [("balance_s", "left", 14.0), ("footwear", None, HOSTILE)]
    log(here, BEFORE, [*knees, *rest], seen_by="clinician", note=HOSTILE, video_url=VIDEO)
    return here


def findings(here: Place, **where: Any) -> dict[tuple[str, str | None], str]:
    """What stands now: (item, side) to words."""
    rows = own_rows(here, "page.mechanics_finding", **where).to_dicts()
    return {(row["item_id"], row["side"]): row["value_words"] for row in rows}


def pick(app: AppTest, name: str, value: str) -> None:
    """Choose one of the words of an item and side."""
    next(g for g in app.button_group if str(g.key).endswith(name)).set_value(value)


def with_form(app: AppTest) -> AppTest:
    """The screen with the form of a new check open."""
    return app.button(key="mechanics-log").click().run()


def save(app: AppTest) -> AppTest:
    """Press the form's own button; the test's page forgets a dialog unless it is opened again."""
    app.button(key="mechanics-log").click()
    app = next(b for b in app.button if b.label == "Save the check").click().run()
    assert not app.exception
    return app


def who_looked(app: AppTest, who: str) -> None:
    """The one question that a check cannot do without."""
    group = next(g for g in app.button_group if "mechanics-seen-by" in str(g.key))
    group.set_value(who)


def test_an_empty_home_offers_the_form_and_a_check_is_kept_as_it_was_filled_in(
    open_screen, all_open, here
):
    """Nothing is chosen beforehand, and what was left open stays unknown."""
    app = open_screen(*here, "mechanics")
    assert not app.exception
    assert "No mechanics check yet" in words_of(app)
    assert "A watch cannot see where the foot lands" in words_of(app)
    with_form(app)
    assert not [g for g in app.button_group if "mechanics" in str(g.key) and g.value]
    pick(app, "knee_inward-left", "yes")
    save(app)
    assert "Say who looked first" in words_of(app)
    who_looked(app, "runner")
    app = save(app)
    assert findings(here) == {("knee_inward", "left"): "yes"}
    assert "Left knee collapses inward, in the one check so far" in words_of(app)
    assert len(app.get("plotly_chart")) == 1
    with_form(app)
    who_looked(app, "runner")
    app = save(app)
    assert "Fill in at least one thing" in words_of(app)


def test_a_check_is_changed_where_it_stands_and_what_is_left_out_is_taken_back(
    open_screen, all_open, checked
):
    """The form comes filled in; link and note stay beside what they were said of."""
    app = open_screen(*checked, "mechanics")
    app.button(key=f"mechanics-edit-{BEFORE}-clinician").click().run()
    assert not app.exception
    edit = f"{BEFORE}-clinician"
    group = next(
        g for g in app.button_group if edit in str(g.key) and "knee_inward-right" in str(g.key)
    )
    assert group.value == "no"
    group.set_value("yes")
    number = next(n for n in app.number_input if edit in str(n.key) and "s-left" in str(n.key))
    assert number.value == 14
    number.set_value(None)
    form = next(g.proto.form_id for g in app.button_group if g.key == group.key)
    next(b for b in app.button if b.proto.form_id == form).click().run()
    assert not app.exception
    assert findings(checked) == {
        ("knee_inward", "left"): "yes",
        ("knee_inward", "right"): "yes",
        ("footwear", None): HOSTILE,
    }
    rows = own_rows(checked, "page.mechanics_finding")
    assert set(rows["video_url"]) == {VIDEO}
    assert set(rows["note"]) == {HOSTILE}
    assert set(rows["seen_by"]) == {"clinician"}


def test_a_check_is_taken_back_with_a_tap(open_screen, all_open, checked):
    """All of it; its history stays in the journal."""
    app = open_screen(*checked, "mechanics")
    app.button(key=f"mechanics-back-{BEFORE}-clinician").click().run()
    assert not app.exception
    assert findings(checked) == {}
    assert "No mechanics check yet" in words_of(app)


def test_words_and_links_are_shown_and_never_read_as_markup(open_screen, all_open, checked):
    """The link by its host; what somebody typed as they typed it."""
    app = open_screen(*checked, "mechanics")
    words = words_of(app)
    assert "](http" not in words and "<b>" not in words
    (link,) = app.get("link_button")
    assert (link.proto.label, link.proto.url) == ("Video on example\\.org", VIDEO)


def test_a_second_check_says_what_changed_and_the_runs_stand_beside_it(
    open_screen, all_open, checked
):
    """By item and side, in words; unknown numbers have their reason."""
    log(
        checked,
        TODAY,
        [("knee_inward", "left", "yes"), ("balance_s", "left", 18.0), ("shin_back", "left", "no")],
    )
    app = open_screen(*checked, "mechanics")
    assert not app.exception
    words = words_of(app).replace("\\", "")
    assert "Left knee collapses inward in 2 of 2 checks" in words
    assert "Single-leg balance: ◀ left 18 s, was 14 s on 12 Apr" in words
    assert "1 as before, 1 looked at for the first time, 2 not looked at this time" in words
    assert "| Cadence | – | – | – |" in words
    assert "of late, cadence: too few runs that tell it" in words
    assert "before 12 apr 2026, cadence: no run recorded" in words.lower()


def test_what_was_last_seen_is_followed_by_its_cue_or_its_exercise(open_screen, all_open, checked):
    """A cue once for both feet, the exercise that trains it; nothing after a no."""
    log(
        checked,
        TODAY,
        [
            ("shin_back", "left", "yes"),
            ("shin_back", "right", "yes"),
            ("trunk_lean", None, "upright"),
            ("landing_shake", "left", "no"),
        ],
    )
    words = words_of(open_screen(*checked, "mechanics")).replace("\\", "")
    both = (
        "◀ Left foot lands ahead of the hip, shin angled back; ▶ Right foot lands ahead of the hip"
    )
    assert f"| {both}, shin angled back | 3\u00a0May | **Land under your body; slightly" in words
    assert words.count("**Land under your body; slightly quicker, softer steps.**") == 1
    lean = "**A slight lean from the ankles, in one line.**"
    assert f"| Trunk: upright | 3\u00a0May | {lean} |" in words
    inward = "| ◀ Left knee collapses inward | 12\u00a0Apr | **Lateral step-down** trains it |"
    assert inward in words
    assert "Front-to-back scales" not in words
    assert "whether a cue or an exercise changes what was seen, or a knee, was not tested" in words


def test_a_finding_that_is_gone_takes_its_exercise_with_it(open_screen, all_open, checked):
    """The newest check that looked at it counts."""
    log(checked, TODAY, [("knee_inward", "left", "no")])
    assert "Lateral step-down" not in words_of(open_screen(*checked, "mechanics"))


def test_a_clinics_wrong_list_is_named_on_the_screen(open_screen, all_open, here):
    """In one sentence, as plain words."""
    home, _ = here
    home.mechanics.mkdir()
    (home.mechanics / "knee.toml").write_text("title = '<b>'", "utf-8")
    app = open_screen(*here, "mechanics")
    assert not app.exception
    assert "stays in use" in words_of(app)
    assert "<b>" not in words_of(app)


def test_the_chart_tells_sides_and_values_apart_without_colour(checked):
    """Filled and large: a finding; open: not seen; small: a value, with its words."""
    rows = own_rows(checked, "page.mechanics_finding")
    figure = draw_mechanics(rows, title="t")
    left, right = figure.data
    assert list(left.marker.symbol) == ["triangle-left", "triangle-left"]
    assert list(left.marker.size) == [12, 8]
    assert list(left.text) == [" yes", " 14 s"]
    assert list(right.marker.symbol) == ["triangle-right-open"]
    assert list(figure.layout.yaxis.ticktext) == ["Knee collapses inward", "Single-leg balance"]
    assert left.customdata[0][2] == "A clinician"


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("cadence_adjusted_spm", 171.6, "172 spm"),
        ("step_length_ratio", 1.06, "6 % longer"),
        ("descent_step_length_ratio", 0.96, "4 % shorter"),
        ("step_length_ratio", 1.003, "as your own"),
        ("descent_slower_share", -0.08, "8 % faster"),
        ("descent_slower_share", 0.12, "12 % slower"),
        ("step_length_ratio", None, ""),
    ],
)
def test_numbers_of_runs_are_words_against_ones_own(column: str, value, words: str):
    """Longer, shorter, slower, faster: never braking, never good or bad."""
    row = a_row_of(MechanicsRun, **{column: value})
    known = [told for told in run_values(row) if told != display.UNKNOWN]
    assert known == ([] if value is None else [words])
    assert unknown_words([]) == ""


def test_who_shares_training_alone_shares_what_the_runner_saw_and_no_word_beside_it(checked):
    """A clinician's findings need the clinical scope; notes and links of the runner, pain."""
    mine = {"note": "after a bad night", "video_url": VIDEO}
    log(checked, TODAY, [("shin_back", "right", "yes")], **mine)
    log(checked, date(2026, 5, 1), [("pain_decline_squat", "left", 4)])
    journal = Journal(*checked)
    runner_id = journal.ensure_runner().runner_id
    gateway, coach = Gateway(*checked), Viewer(viewer_id="coach", is_owner=False)

    def seen(*scopes: str) -> set[tuple]:
        with journal.writing() as connection:
            connection.execute("delete from journal.access_grant")
            for scope in scopes:
                connection.execute(
                    "insert into journal.access_grant (grant_id, viewer_id, runner_id, scope,"
                    " granted_by, from_date, saved_at) values (?, 'coach', ?, ?, 'runner',"
                    " date '2026-01-01', now())",
                    [scope, runner_id, scope],
                )
        rows = gateway.load(coach, "journal.mechanics_finding")
        checks = gateway.load(coach, "page.mechanics_check")
        courses = gateway.load(coach, "page.mechanics_course")
        assert set(checks["seen_by"]) == set(rows["seen_by"])
        assert courses.height == rows.select("item_id", "side").unique().height
        return set(rows.select("seen_by", "note", "video_url").iter_rows())

    def squats() -> list[float]:
        rows = gateway.load(coach, "page.mechanics_finding", item_id="pain_decline_squat")
        return rows["value"].to_list()

    bare, own = ("runner", None, None), ("runner", *mine.values())
    clinic = ("clinician", HOSTILE, VIDEO)
    assert seen() == set()
    assert seen("training") == {bare}
    assert squats() == []
    assert seen("pain") == set()
    assert seen("training", "pain") == {own, bare}
    assert squats() == [4]
    assert seen("clinical") == {clinic}
    assert seen("training", "clinical") == {bare, clinic}
    assert seen("training", "pain", "clinical") == {own, bare, clinic}


def test_from_the_shell_one_thing_is_logged_and_a_second_answer_replaces_it(here):
    """As on the page: the same journal, the same check."""
    knee = ("mechanics", "--item", "knee_inward", "--side", "left", "--value")
    first = shell(*here, *knee, "no", "--video", VIDEO)
    second = shell(*here, *knee, "yes")
    assert first["entry_id"] == second["entry_id"]
    shell(*here, "mechanics", "--item", "balance_s", "--side", "right", "--value", "21.5")
    shell(*here, "mechanics", "--item", "shoes_since", "--value", "2026-04-19")
    assert findings(here) == {
        ("knee_inward", "left"): "yes",
        ("balance_s", "right"): "21.5 s",
        ("shoes_since", None): "19 Apr 2026",
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--item", "nose", "--value", "yes"), "'nose' is no item of the mechanics check"),
        (("--item", "trunk_lean", "--value", "yes"), "Trunk is one of upright, from_ankles"),
        (("--item", "balance_s", "--side", "left", "--value", "long"), "goes from 0 to 120 s"),
        (("--item", "knee_inward", "--value", "yes"), "say left or right"),
    ],
)
def test_the_shell_says_what_can_be_logged(here, words: tuple[str, ...], said: str):
    """One sentence, and nothing is written."""
    done = CliRunner().invoke(log_app, ["mechanics", *words], obj=Here(*here))
    assert isinstance(done.exception, UserError)
    assert said in str(done.exception)
    assert findings(here) == {}


def journal_hash(home: Home) -> str:
    """SHA-256 over every row of the table, all versions and marks included."""
    with (
        open_in_memory() as connection,
        attached(connection, {"looked_at": home.journal}, wait_s=30),
    ):
        rows = connection.execute("from looked_at.journal.mechanics_finding").fetchall()
    assert rows
    return hashlib.sha256("\n".join(sorted(map(repr, rows))).encode()).hexdigest()


def test_checks_come_back_from_a_backup_and_an_export_row_by_row(checked, tmp_path: Path):
    """Edits and deletions too, with the clinic's own list; and all of it reads the same."""
    home, settings = checked
    home.mechanics.mkdir()
    (home.mechanics / "knee.toml").write_bytes((ROOT / "mechanics" / "knee.toml").read_bytes())
    log(checked, BEFORE, [("knee_inward", "left", "no")], seen_by="clinician")
    delete_findings(Journal(*checked), log(checked, TODAY, [("trunk_lean", None, "upright")]))
    backup(home, settings, tmp_path / "all.zip")
    restored, moved = Home(tmp_path / "restored"), Home(tmp_path / "moved")
    restore(restored, settings, tmp_path / "all.zip")
    runner_id = Journal(*checked).ensure_runner().runner_id
    export_runner(home, settings, tmp_path / "mine.zip", runner_id=runner_id, tables={})
    import_export(moved, settings, tmp_path / "mine.zip")
    for other in (restored, moved):
        assert journal_hash(other) == journal_hash(home)
        assert (other.mechanics / "knee.toml").is_file()
        for view in ("page.mechanics_finding", "page.mechanics_course", "page.mechanics_run"):
            mine, theirs = (Gateway(each, settings).load(Viewer(), view) for each in (home, other))
            assert mine.equals(theirs), view
