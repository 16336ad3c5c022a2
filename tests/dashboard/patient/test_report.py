"""The report: its words read back from the PDF, its pages as pictures."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw
import pytest
from matplotlib.image import imsave
from typer.testing import CliRunner

from dashboard.access.gateway import Gateway, Viewer
from dashboard.cli.commands import app as shell
from dashboard.patient.report.clinic import Clinic, read_clinic
from dashboard.patient.report.contents import NO_CLINIC
from dashboard.patient.report.typesetting import make_report
from dashboard.session import Person
from etl.errors import UserError
from etl.home import Home
from etl.journal.clinic_notes import ClinicNote, delete_clinic_note, save_clinic_note
from etl.journal.store import Journal
from etl.settings import Settings
from tests.builders import a_home, a_run
from tests.builders.homes import NOW

TODAY = NOW.date()
MARKUP = '<b>O\'Neil</b> *x* _y_ #panic("x") $1$ =1+1 \u202emoc\u202c'
PAPER_POINTS = {"a4": (595, 842), "us-letter": (612, 792)}


def a_logo() -> bytes:
    """A grey square."""
    content = BytesIO()
    imsave(content, np.full((8, 8, 3), 0.5), format="png")
    return content.getvalue()


A_LOGO = a_logo()
PAINS = [
    {
        "local_date": TODAY - timedelta(days=back),
        "knee": "right",
        "place": "front",
        "pain_during_score": 4,
        "pain_morning_score": 2,
        "chips": ("stairs",),
        "note": MARKUP,
    }
    for back in (1, 3, 6)
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, Settings]:
    """Twelve weeks of runs, the last of them longer, and a knee."""
    days = [TODAY - timedelta(days=back) for back in range(1, 84, 7)]
    runs = [a_run(day, km=12 if day > date(2026, 4, 12) else 6) for day in days]
    return a_home(tmp_path_factory.mktemp("report"), runs, runner_name="Mara K.", pains=PAINS)


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_twelve_weeks_stand_on_one_to_three_pages(home: tuple[Home, Settings], paper: str) -> None:
    """Name and period on every page; what hurts, what changed, what is not known."""
    with opened(report_on(*home, paper=paper)) as document:
        sizes = {tuple(map(round, page.get_size())) for page in document}
        pages = words(document)
    assert 1 <= len(pages) <= 3
    assert sizes == {PAPER_POINTS[paper]}
    for page in pages:
        assert "Mara K." in page
        assert "Sun 8 Feb 2026 to Sun 3 May 2026" in page
    text = "\n".join(pages)
    for expected in (
        "Right knee, front, around the kneecap, since Mon 27 Apr 2026",
        "Changed in the three weeks up to Mon 27 Apr 2026",
        "Longest run 6.0 km 12.0 km +100 %",
        "not yet reviewed by a clinician",
        "For the clinic to fill in",
        "Nothing is missing of the last 4 weeks.",
    ):
        assert expected in text.replace("\n", " "), expected


def test_the_first_page_is_the_patient_and_the_sources_are_the_end(
    home: tuple[Home, Settings],
) -> None:
    """Who, what hurts, what is asked, what changed; numbers lead to the sources."""
    question = '*Can* I run #panic("x") on 14 June?'
    runner_id = Journal(*home).runners()[0].runner_id
    kept = save_clinic_note(
        Journal(*home),
        ClinicNote(runner_id=runner_id, local_date=TODAY, kind="question", note=question),
    )
    with opened(report_on(*home, clinic=Clinic("Clinic *at* the lake", A_LOGO))) as document:
        pages = words(document)
        drawn = [one.type for one in document[0].get_objects(max_depth=4)]
    delete_clinic_note(Journal(*home), kept)
    first, rest = pages[0].replace("’", "'").replace("\n", " "), " ".join(pages[1:])
    order = ("Clinic *at* the lake", "[1]", "What hurts", "Right knee, front", "runner's question",
             "14 June?", "Changed in the three weeks")  # fmt: skip
    places = [first.index(part) for part in order]
    assert places == sorted(places)
    assert question in first.replace("”", '"').replace("“", '"')
    assert "source:" not in first and "grade" not in first
    assert "[1]" in rest and "source:" in rest and "grade" in rest
    assert pdfium_raw.FPDF_PAGEOBJ_IMAGE in drawn  # the logo


def test_a_clinics_name_and_logo_come_from_the_home_or_are_refused_in_a_sentence(
    tmp_path: Path,
) -> None:
    """Neither, either, both; what is no picture or no text says what to do."""
    home = Home(tmp_path)
    brand = tmp_path / "brand"
    brand.mkdir()
    assert read_clinic(home) == Clinic()
    (brand / "clinic.txt").write_text("Praxis am See \u202e\nsecond line", "utf-8")
    assert read_clinic(home).name.startswith("Praxis am See")
    (brand / "clinic.png").write_bytes(A_LOGO)
    assert read_clinic(home).logo_file == "clinic.png"
    for content, sentence in ((A_LOGO[:40], "PNG or JPEG"), (b"x" * 500_001, "make it smaller")):
        (brand / "clinic.png").write_bytes(content)
        with pytest.raises(UserError, match=sentence):
            read_clinic(home)
    (brand / "clinic.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(UserError, match="save it as text"):
        read_clinic(home)


def test_nothing_is_clipped_and_grey_print_is_legible(home: tuple[Home, Settings]) -> None:
    """The margins stay white on every page, and no colour carries meaning: there is none."""
    with opened(report_on(*home)) as document:
        for page in document:
            picture = page.render(scale=1).to_pil().convert("RGB")
            width, height = picture.size
            edges = [
                picture.crop(box)
                for box in (
                    (0, 0, 25, height),
                    (width - 25, 0, width, height),
                    (0, 0, width, 25),
                    (0, height - 20, width, height),
                )
            ]
            assert all(edge.getextrema() == ((255, 255),) * 3 for edge in edges)
            assert all(abs(red - blue) < 4 for _, (red, _, blue) in picture.getcolors(2**24))


def test_with_almost_nothing_known_it_says_so(tmp_path: Path) -> None:
    """One run, no pain: sentences instead of empty charts."""
    home, settings = a_home(tmp_path, [a_run()], runner_name="Ben")
    with opened(report_on(home, settings)) as document:
        text = "\n".join(words(document))
    assert "Not enough data" in text or "OK" in text
    assert "No knee pain of 2 or more was logged." in text
    assert "Changed in the three weeks" not in text


def test_what_people_typed_is_never_read_as_markup(home: tuple[Home, Settings]) -> None:
    """A name made of HTML, Markdown, formulas and typesetting stands as it was typed."""
    for name in (MARKUP, "x" * 300, "=cmd|' /C calc'!A0", "名前 اسم"):
        with opened(report_on(*home, display_name=name)) as document:
            pages = words(document)
        assert 1 <= len(pages) <= 3
    with opened(report_on(*home, display_name=MARKUP)) as document:
        first = words(document)[0]
    assert '<b>O\'Neil</b> *x* _y_ #panic("x") $1$ =1+1' in first.replace("’", "'")


def test_from_the_shell(home: tuple[Home, Settings], tmp_path: Path) -> None:
    """A file only its owner can read; an unknown paper or a file that is there gets a sentence."""
    file = tmp_path / "mara.pdf"
    words_of_command = ["--home", str(home[0].root), "report", "mara", "--out", str(file)]
    done = CliRunner().invoke(shell, words_of_command, env={"KNEEWISE_NOW": NOW.isoformat()})
    assert done.exit_code == 0, done.output
    assert file.read_bytes().startswith(b"%PDF")
    assert file.stat().st_mode & 0o077 == 0
    again = CliRunner().invoke(shell, words_of_command)
    assert "exists already" in str(again.exception)
    other = CliRunner().invoke(shell, [*words_of_command[:-1], "x.pdf", "--paper", "a5"])
    assert "a4 and us-letter" in str(other.exception)


def report_on(
    home: Home,
    settings: Settings,
    *,
    paper: str = "a4",
    display_name: str | None = None,
    clinic: Clinic = NO_CLINIC,
) -> bytes:
    """The report on the one runner of a home."""
    gateway, viewer = Gateway(home, settings), Viewer(sees_lent=False)
    person = Person(**gateway.load(viewer, "page.runner").row(0, named=True))
    person = replace(person, display_name=display_name or person.display_name)
    return make_report(
        lambda view: gateway.load(viewer, view, runner_id=person.runner_id),
        person,
        today=TODAY,
        paper=paper,
        clinic=clinic,
    )


@contextmanager
def opened(content: bytes) -> Generator[pdfium.PdfDocument]:
    """A PDF, to look at."""
    document = pdfium.PdfDocument(content)
    try:
        yield document
    finally:
        document.close()


def words(document: pdfium.PdfDocument) -> list[str]:
    """The text of each page, a line a line."""
    return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]
