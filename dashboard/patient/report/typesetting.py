"""The PDF: contents and a drawing go in as files, typst lays them out."""

import json
import tempfile
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path

import matplotlib as mpl
import typst

from dashboard.patient.report.charts import draw_weeks
from dashboard.patient.report.clinic import Clinic
from dashboard.patient.report.contents import NO_CLINIC, Load, to_contents, weeks_shown
from dashboard.session import Person

_FONTS = Path(mpl.get_data_path()) / "fonts" / "ttf"  # the same on every machine


def make_report(
    load: Load,
    person: Person,
    *,
    today: date,
    weeks: int = 12,
    paper: str = "a4",
    names: Mapping[str, str] | None = None,
    clinic: Clinic = NO_CLINIC,
) -> bytes:
    """One to three pages about a runner; `load` gives the rows of page views about them.

    The file follows PDF/UA, so that a screen reader can read it.
    """
    contents = to_contents(
        load, person, today=today, weeks=weeks, paper=paper, names=names, clinic=clinic
    )
    with tempfile.TemporaryDirectory(prefix="kneewise-report-") as folder:
        place = Path(folder)
        page = files("dashboard.patient.report").joinpath("report.typ").read_text("utf-8")
        (place / "report.typ").write_text(page, "utf-8")
        (place / "data.json").write_text(json.dumps(contents, ensure_ascii=False), "utf-8")
        if contents["weeks"]["has_chart"]:
            drawing = draw_weeks(weeks_shown(load, weeks=weeks), units=person.units)
            (place / "weeks.svg").write_bytes(drawing)
        (place / "knees.svg").write_text(contents["body_mark"]["svg"], "utf-8")
        if clinic.logo:
            (place / clinic.logo_file).write_bytes(clinic.logo)
        return typst.compile(
            place / "report.typ",
            root=place,
            font_paths=[_FONTS],
            ignore_system_fonts=True,
            pdf_standards="ua-1",
        )
