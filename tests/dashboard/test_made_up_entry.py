"""A kind of entry that nobody has: told in one place, and there is its form and its command."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any

import pytest
import typer
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from dashboard import session
from dashboard.cli.context import Here
from dashboard.cli.log.asked import COMMANDS
from dashboard.cli.log.options import command
from dashboard.pain.asking import EFFORT, LIGHT, PAIN, SITE
from dashboard.ui.asking import RUNNER, Asked, Field
from etl.home import Home
from etl.journal.fields import Between, OneOf, Score, Text
from etl.journal.store import Journal
from etl.settings import Settings
from etl.storage.duckdb_files import open_to_write
from tests.builders import a_home, a_run

SOLES = ("hard", "soft")
WIDTH = "A shoe is 5 to 15 cm wide."


@dataclass(frozen=True, slots=True, kw_only=True)
class ShoeChange:
    """A shoe, from a day on."""

    runner_id: str
    local_date: date
    shoe: Annotated[str, Text(20, "A shoe has a name of 1 to 20 letters.")]
    width_cm: Annotated[float | None, Between(5, 15, WIDTH)] = None
    worn_m: Annotated[float | None, Between(0, 900_000, "Shoes last 900 km.")] = None
    sole: Annotated[str | None, OneOf("sole", SOLES)] = None
    chafes: Annotated[int | None, Score] = None
    is_new: bool = False
    entry_id: str | None = None


SHOE = Asked(
    entry=ShoeChange,
    table="shoe_change",
    command="shoe",
    help="Tell of another shoe.",
    opens="Another shoe",
    key="shoe",
    missing="Name the shoe first.",
    fields={
        "shoe": Field("Which", key="name", help="What it is called.", is_argument=True),
        "runner_id": RUNNER,
        "local_date": Field("From", key="day"),
        "width_cm": Field("Width, cm", step=0.5),
        "worn_m": Field("Worn before", option="worn-km", help="How far.", is_distance=True),
        "sole": Field("Sole", words={"hard": "Hard", "soft": "Soft"}),
        "chafes": Field("Chafes, 0 not to 10", look="pills"),
        "is_new": Field("New", option="new", help="Never worn."),
    },
)
TOLD = (date(2026, 5, 2), "Lake", 9.5, 21_000.0, "soft", 3, True)
_TABLE = """create table journal.shoe_change (
    entry_id varchar, runner_id varchar, local_date date, shoe varchar, width_cm double,
    worn_m double, sole varchar, chafes integer, is_new boolean, is_deleted boolean,
    saved_by varchar, saved_at timestamp, saved_order bigint default nextval('journal.saved_order')
)"""


@pytest.fixture
def here(tmp_path: Path) -> tuple[Home, Settings]:
    """A home with a runner, and a table for their shoes."""
    home, settings = a_home(tmp_path, [a_run("2026-05-02")])
    with open_to_write(home.journal, wait_s=settings.lock_wait_s) as connection:
        connection.execute(_TABLE)
    return home, settings


def kept(here: tuple[Home, Settings]) -> list[tuple[Any, ...]]:
    """What the journal has of shoes."""
    with Journal(*here).writing() as connection:
        return connection.execute(
            "select local_date, shoe, width_cm, worn_m, sole, chafes, is_new"
            " from journal.shoe_change"
        ).fetchall()


def shell(here: tuple[Home, Settings], *words: str) -> tuple[int, str]:
    """Exit code of `kneewise log shoe` and what it said, on one line."""
    log = typer.Typer()
    log.command("rest")(lambda: None)
    log.command(SHOE.command)(command(SHOE))
    done = CliRunner().invoke(log, ["shoe", *words], obj=Here(*here), env={"COLUMNS": "200"})
    return done.exit_code, " ".join(done.output.split())


def page() -> None:
    """A script of Streamlit's, which knows no names but its own."""
    from dashboard import session as here
    from dashboard.ui.entry_form import show_entry_form
    from tests.dashboard.test_made_up_entry import SHOE as SHOE_HERE

    person = here.current_runner()
    assert person is not None
    show_entry_form(person, SHOE_HERE)


def form(here: tuple[Home, Settings]) -> AppTest:
    """The form by itself."""
    session.bind(*here)
    return AppTest.from_function(page, default_timeout=60).run()


def test_its_command_is_there(here: tuple[Home, Settings]):
    """Names, words and bounds in the help; what was typed in the journal, in its units."""
    code, said = shell(here, "--help")
    assert code == 0
    for words in (
        "Tell of another shoe.",
        "What it is called.",
        "--width-cm",
        "5 to 15",
        "hard or",
    ):
        assert words in said
    words = ("Lake", "--date", "2026-05-02", "--width-cm", "9.5", "--worn-km", "21", "--new")
    assert shell(here, *words, "--sole", "soft", "--chafes", "3")[0] == 0
    assert kept(here) == [TOLD]


def test_its_form_is_there(here: tuple[Home, Settings]):
    """The same widgets' worth of it, with the same row behind it."""
    app = form(here)
    app.button[0].click().run()
    assert [warning.value for warning in app.warning] == ["Name the shoe first."]
    width = app.number_input(key="shoe-width_cm")
    assert (width.min, width.max, width.value) == (5, 15, None)
    app.text_input(key="shoe-name").set_value(" Lake ")
    app.date_input(key="shoe-day").set_value(date(2026, 5, 2))
    width.set_value(9.5)
    app.number_input(key="shoe-worn_m").set_value(21)
    app.button_group(key="shoe-sole").select("soft")
    app.button_group(key="shoe-chafes").select(3)
    app.checkbox(key="shoe-is_new").check()
    app.button[0].click().run()
    assert not app.exception
    assert kept(here) == [TOLD]


def test_a_wrong_value_is_refused_in_the_same_words(here: tuple[Home, Settings]):
    """By the option before anything is written, by the journal for every form."""
    assert WIDTH in shell(here, "Lake", "--width-cm", "16")[1]
    assert shell(here, "Lake", "--width-cm", "16")[0] == 2
    settings = here[1]
    day = settings.current_time().date()
    for refused, words in (
        ({"width_cm": 16.0}, WIDTH),
        ({"shoe": "x" * 21}, "1 to 20 letters"),
        ({"local_date": day + timedelta(days=9)}, "has not come yet"),
    ):
        told: Mapping[str, Any] = {"shoe": "Lake", "local_date": day} | refused
        with pytest.raises(Exception, match=words):
            Journal(*here).save_entry("shoe_change", SHOE.entry_of("r", told), saved_by="local")
    assert kept(here) == []


@pytest.mark.parametrize("asked", [*COMMANDS, PAIN, SITE, LIGHT, EFFORT], ids=lambda a: a.table)
def test_words_are_there_for_all_that_may_be_chosen_and_for_nothing_else(asked: Asked):
    """A word that the journal takes and no form offers would be lost; the reverse is refused."""
    for name, field in asked.fields.items():
        told = asked.column(name).told
        if isinstance(told, OneOf) and field.words is not None:
            assert set(field.words) - {None} == set(told.words)
