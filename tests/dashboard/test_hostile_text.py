"""Words made to be misread: shown as they are on every screen, in charts, files and letters."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Generator, Iterator
from dataclasses import fields
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl
import pypdfium2 as pdfium
import pytest
from google.protobuf.message import Message
from icalendar import Calendar
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.testing.v1 import AppTest
from streamlit.web.server.starlette.starlette_routes import create_media_routes

from dashboard import session
from dashboard.access.gateway import Gateway, Viewer
from dashboard.data.export import file_name, take_out
from dashboard.mechanics.charts import draw_mechanics
from dashboard.patient.report.request import report_bytes, report_name
from dashboard.plan.calendar import to_calendar
from dashboard.rows import load_rows
from dashboard.rows.mechanics import MechanicsFinding
from dashboard.rows.plan import Plan, PlanWeek
from dashboard.screens import SCREENS, file_of
from dashboard.session import Person
from dashboard.squad.digest.rendering import as_html, as_message, as_text
from dashboard.squad.digest.request import make_digest
from dashboard.ui.escape import escaped, escaped_line
from etl.errors import UserError
from etl.journal.entries import Runner
from etl.journal.store import Journal
from etl.people.accounts import add_person
from etl.people.groups import make_group
from etl.text import LONGEST_NAME, for_spreadsheet, one_line, plain
from tests.builders.homes import NOW
from tests.builders.hostile import FREE, TRICKS, Hostile, a_hostile_home, mark_of
from tests.builders.team import signed_in, team_settings
from tests.dashboard.conftest import APP, an_empty_home

OWNER = Viewer()
NAMES = sorted([*(screen.url_path for screen in SCREENS), "run"])
READ_AS_MARKUP = {
    "HTML": re.compile(r"(?<!\\)<(img|b>|/b>)"),
    "bold": re.compile(r"(?<!\\)\*\*x"),
    "a link": re.compile(r"(?<!\\)\[a"),
    "an icon": re.compile(r"(?<!\\):material"),
    "a colour": re.compile(r"(?<!\\):red"),
    "code": re.compile(r"(?<!\\)`c"),
    "a formula": re.compile(r"(?<!\\)\$\\*alpha"),
    "struck out": re.compile(r"(?<!\\)~~s"),
    "a heading": re.compile(r"\n# head"),
    "a list": re.compile(r"\n- item"),
    "an address": re.compile(r"https:|www\."),
    "a mark of direction": re.compile("[\u202a-\u202e\u2066-\u2069\x07]"),
}
PLAIN_FIELDS = frozenset(
    {
        "Selectbox.options", "Selectbox.raw_value", "TextInput.default", "TextArea.default",
        "ArrowData.data", "PlotlyChart.alt", "PlotlyChart.spec",
    }
)  # fmt: skip
"""Where Streamlit draws text as text; a figure is looked at for itself."""

UNSEEN = {
    ("journal.plan", "template_title"),  # in the calendar
    ("journal.rule_override", "reason"),
    ("journal.team_person", "display_name"),
}
"""Told on no screen that is opened here."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Generator[Hostile]:
    """Made once a process; nothing below writes to it."""
    yield a_hostile_home(tmp_path_factory.mktemp("hostile"))


def opened(hostile: Hostile, screen: str) -> AppTest:
    """A screen of the runner whose words they are; of a team where it is for one."""
    home, settings = hostile.home, hostile.settings
    empty_home, empty_settings = an_empty_home()
    app = AppTest.from_file(str(APP), default_timeout=60)
    if screen == "sharing":
        settings, empty_settings = team_settings(settings), team_settings(empty_settings)
        app.user = signed_in(hostile.mara.email)
    session.bind(empty_home, empty_settings)
    app.run()
    if screen == "run":
        session_id = Gateway(home, settings).load(OWNER, "metric.run", runner_id=hostile.runner_id)
        app.query_params["run"] = session_id["session_id"][0]
    app.switch_page(file_of("runs" if screen == "run" else screen))
    session.bind(home, settings)
    app.query_params[session.RUNNER_KEY] = hostile.runner_id
    return app.run()


def texts_of(app: AppTest) -> Iterator[tuple[str, str]]:
    """(element and field, text) of everything that a page sends to the browser."""
    waiting: list[Any] = [app._tree]
    while waiting:
        node = waiting.pop()
        waiting += (getattr(node, "children", None) or {}).values()
        proto = getattr(node, "proto", None)
        if isinstance(proto, Message):
            yield from _texts(proto)


def _texts(message: Message) -> Iterator[tuple[str, str]]:
    kind = type(message).__name__
    for field, value in message.ListFields():
        for one in value if isinstance(value, list) or hasattr(value, "append") else [value]:
            if isinstance(one, Message):
                yield from _texts(one)
            elif isinstance(one, str | bytes):
                text = one if isinstance(one, str) else one.decode("utf-8", "ignore")
                yield f"{kind}.{field.name}", text


def misread(text: str) -> list[str]:
    """What a page would make of it."""
    return [name for name, pattern in READ_AS_MARKUP.items() if pattern.search(text)]


@pytest.mark.usefixtures("all_open")
def test_every_screen_shows_words_as_they_are(hostile: Hostile) -> None:
    """Markdown, HTML, icons, colours, formulas, links and marks of direction stay letters.

    One test for all screens, since each of the texts has to be seen on one of them.
    """
    wrong: dict[tuple[str, str], tuple[list[str], str]] = {}
    seen = ""
    for screen in NAMES:
        app = opened(hostile, screen)
        assert not app.exception, screen
        for where, text in texts_of(app):
            seen += text.lower()
            if where == "PlotlyChart.spec":
                assert_harmless_figure(json.loads(text))
            elif "zq" in text.lower() and where not in PLAIN_FIELDS and misread(text):
                wrong[screen, where] = (misread(text), text[:200])
    assert not wrong, "\n".join(f"{where}: {what}" for where, what in wrong.items())
    marks = {(table, column) for table, columns in FREE.items() for column in columns} - UNSEEN
    assert {mark for mark in marks if mark_of(*mark) not in seen} == set()


def assert_harmless_figure(figure: dict[str, Any]) -> None:
    """Plotly reads some HTML in whatever it draws; the title that the page prints is not drawn."""
    figure.get("layout", {}).pop("meta", None)
    assert not READ_AS_MARKUP["HTML"].search(json.dumps(figure))


def test_a_chart_draws_words_of_a_clinics_file_as_they_are() -> None:
    """Ticks, marks and what is said on hover."""
    row = {
        "title": f"Item {TRICKS}", "item_index": 1, "kind": "choice", "side": None,
        "local_date": date(2026, 5, 1), "value_words": "<b>b</b> **x**", "is_noted": True,
        "finding_words": f"seen {TRICKS}", "seen_by": "runner",
    }  # fmt: skip
    whole = {column: row.get(column) for column in MechanicsFinding.__annotations__}
    figure = draw_mechanics(pl.DataFrame([whole]), title="Seen").to_plotly_json()
    text = json.dumps(figure, default=str)
    assert "&lt;img" in text and "&lt;b>" in text
    assert not READ_AS_MARKUP["HTML"].search(text)


@pytest.mark.parametrize("words", [TRICKS, "1. a", "| a | b |", "+5 % of (x) #1 - ok!"])
def test_escaping_loses_nothing_but_what_is_hidden(words: str) -> None:
    """Taking the backslashes away gives the words again, but for marks of direction."""
    line = " ".join(plain(words).split())
    for escape, expected in ((escaped, plain(words)), (escaped_line, line)):
        shown = re.sub(r"\\([^A-Za-z0-9\s])", r"\1", escape(words)).replace("\u2060", "")
        assert shown == expected
        assert misread(escape(words)) == []


@pytest.mark.parametrize("escape", [escaped, escaped_line])
def test_an_address_of_e_mail_in_a_name_or_note_becomes_no_link(escape: Callable[[str], str]):
    """Markdown makes one of letters around an @: a break that nobody sees keeps them apart."""
    assert "ida\u2060@example" in escape("write to ida@example.org")
    assert "\u2060" not in escape("8 km @ 5:30")


def test_names_are_held_to_one_line_where_they_come_in_and_where_they_are_shown(
    hostile: Hostile, tmp_path: Path
) -> None:
    """Runners, people and groups; right-to-left letters and joined ones are names like others."""
    journal = Journal(hostile.home, hostile.settings)
    for wrong in ("", "  ", "a\nb", "a\u202eb", "a\x07b", "m" * 81):
        for make in (
            lambda name: journal.ensure_runner(name or " "),
            lambda name: journal.save_runner(Runner(runner_id="r", display_name=name)),
            lambda name: add_person(journal, email="x@example.org", display_name=name or " "),
            lambda name: make_group(journal, kind="squad", display_name=name),
        ):
            with pytest.raises(UserError, match=" name"):
                make(wrong)
    for right in ("مارا", "می\u200cخواهم", "名前", "O'Neil <b>"):
        assert one_line(right, most=LONGEST_NAME) == right
    name = Gateway(hostile.home, hostile.settings).load(OWNER, "page.runner")["display_name"][0]
    assert len(name) == LONGEST_NAME and name.endswith("…") and misread(f"\\{name}") != []


@pytest.mark.parametrize(
    "name",
    ['a"; filename="b.exe', "a\\b/../c", "a\r\nSet-Cookie: b=1", "名前 .exe", "\u202efdp.exe", "?"],
)
def test_the_name_of_a_download_stays_inside_its_header(name: str) -> None:
    """Made of letters and numbers alone, and sent as one value: of an export and of a report."""
    known = dict.fromkeys((one.name for one in fields(Person)), None)
    person = Person(**known | {"display_name": name})  # ty: ignore[invalid-argument-type]
    storage = MemoryMediaFileStorage("/media")
    asking = TestClient(Starlette(routes=create_media_routes(storage, None)))
    for told, ending in ((file_name(name), "zip"), (report_name(person, NOW.date()), "pdf")):
        assert re.fullmatch(rf"[\w-]+\.{ending}", told)
        which = storage.load_and_get_id(
            b"x", "application/octet-stream", MediaFileKind.DOWNLOADABLE, told
        )
        answer = asking.get(storage.get_url(which))
        header = answer.headers["content-disposition"]
        assert re.fullmatch(
            rf"attachment; filename(=\"[\w-]+|\*=utf-8''[\w%-]+)\.{ending}\"?", header
        )
        assert answer.headers.keys().isdisjoint({"set-cookie"})


def test_a_report_and_a_digest_hold_them_as_letters(hostile: Hostile) -> None:
    """One to three pages in spite of ten thousand letters; nothing is read as markup."""
    gateway = Gateway(hostile.home, hostile.settings)
    people = gateway.load(OWNER, "page.runner", runner_id=hostile.runner_id)
    person = Person(**people.row(0, named=True))
    document = pdfium.PdfDocument(report_bytes(gateway, OWNER, person))
    pages = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    assert 1 <= len(pages) <= 3
    text = "".join(pages)
    assert mark_of("journal.runner", "display_name") in text
    assert mark_of("journal.mechanics_finding", "value_text") in text
    assert "<b>b</b>**x**[a](javascript:" in text
    digest = make_digest(gateway, OWNER)
    assert digest is not None
    html, words = as_html(digest), as_text(digest)
    assert mark_of("journal.runner", "display_name") in html and "<img" not in html
    assert "<img src=x" in words and len(words) < 10_000
    letter = as_message(
        digest, to="a@example.org", sender="b@example.org", person_id="p", written_at=NOW
    )
    assert set(letter.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version",
        "Content-Type",
    }  # fmt: skip


def test_a_calendar_keeps_them_inside_their_lines(hostile: Hostile) -> None:
    """RFC 5545: no line of a text becomes a property; lines are folded at 75 octets."""
    gateway = Gateway(hostile.home, hostile.settings)
    load = partial(gateway.load, OWNER, runner_id=hostile.runner_id)
    (plan, *_), weeks = load_rows(load, Plan), load_rows(load, PlanWeek)
    content = to_calendar(plan, weeks, units="km", now=NOW, today=NOW.date())
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    events = Calendar.from_ical(content).walk("VEVENT")
    allowed = {"UID", "DTSTAMP", "SEQUENCE", "SUMMARY", "DESCRIPTION", "DTSTART", "DTEND", "TRANSP"}
    assert events and all(set(event.keys()) <= allowed for event in events)
    assert not READ_AS_MARKUP["a mark of direction"].search(content.decode())


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("=cmd|' /C calc'!A0", False),
        ("+1+cmd", False),
        ("-2+3", False),
        ("@SUM(A1)", False),
        ("\t=1+1", False),
        (" =1+1", False),
        ("＝1+1", False),
        ("-10 %", True),
        ("+4.5 km", True),
        ("−10 %", True),
        ("Mara = K.", True),
        ("", True),
    ],
)
def test_no_cell_of_a_file_is_run_as_a_formula(cell: str, kept: bool) -> None:
    """An apostrophe makes it words; numbers, and words with signs inside, stay as they are."""
    frame = for_spreadsheet(pl.DataFrame({"words": [cell, None], "number": [-1.0, None]}))
    assert frame["words"].to_list() == [cell if kept else f"'{cell}", None]
    assert frame["number"].to_list() == [-1.0, None]


def test_the_files_that_are_downloaded_are_made_that_way(hostile: Hostile, tmp_path: Path) -> None:
    """The button beside each chart, and the tables of an export."""
    gateway = Gateway(hostile.home, hostile.settings)
    file = tmp_path / "out.zip"
    take_out(gateway, OWNER, file, runner_id=hostile.runner_id)
    with zipfile.ZipFile(file) as archive:
        names = [name for name in archive.namelist() if name.endswith(".csv")]
        cells = [
            cell
            for name in names
            for row in csv.reader(io.StringIO(archive.read(name).decode()))
            for cell in row
        ]
    starts = {cell[:1] for cell in cells if not re.fullmatch(r"-?[\d.e-]*", cell)}
    assert names and starts.isdisjoint("=+-@\t\r")
