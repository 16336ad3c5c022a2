"""The command `kneewise report`: what a clinic reads before a session, as PDF."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from dashboard.access.gateway import Gateway, Viewer
from dashboard.cli.context import Here, given_path, runner_of
from dashboard.cli.output import say
from dashboard.patient.report.request import report_bytes
from dashboard.patient.report.wording import PAPERS
from dashboard.rows import load_rows, people
from dashboard.session import Person
from etl.errors import UserError

MOST_WEEKS = 26  # beyond half a year the weeks of the chart are too narrow to read


def report(
    context: typer.Context,
    runner: Annotated[str, typer.Argument(help="Name or id of the runner.")],
    file: Annotated[
        Path, typer.Option("--out", help="The PDF to write.", parser=given_path, metavar="FILE")
    ],
    weeks: Annotated[int, typer.Option(min=4, max=MOST_WEEKS, help="How far back.")] = 12,
    paper: Annotated[str, typer.Option(help="a4 or us-letter.")] = "a4",
) -> None:
    """Write the report for an appointment: one to three pages, to print or to send."""
    here: Here = context.obj
    if paper not in PAPERS:
        raise UserError(f"The paper is one of {' and '.join(PAPERS)}.")
    if file.exists():
        raise UserError(f"{file.name} exists already: choose another name.")
    who = runner_of(here, runner)
    gateway = Gateway(here.home, here.settings)
    load = partial(gateway.load, Viewer(), runner_id=who.runner_id)
    person = Person(**load_rows(load, people.Runner)[0])
    content = report_bytes(gateway, Viewer(), person, weeks=weeks, paper=paper)
    file.touch(mode=0o600)
    file.write_bytes(content)
    say(f"The report on {person.display_name} is in {file}.")
