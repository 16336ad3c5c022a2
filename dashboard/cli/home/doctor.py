"""`kneewise doctor`: what is wrong here, and what to do about it."""

from dataclasses import asdict
from typing import Annotated

import typer

from dashboard.cli.context import Here, JsonOption
from dashboard.cli.output import print_json, say
from etl.operations.doctor import examine
from etl.storage.commits.journal_file import begin_ledger
from etl.storage.commits.lines import ACCEPTED


def doctor(
    context: typer.Context,
    is_deep: Annotated[
        bool,
        typer.Option("--deep", help="Read every block of both databases, and the newest backup."),
    ] = False,
    is_accepted: Annotated[
        bool,
        typer.Option(
            "--accept", help="Go on with the journal as it is, whatever was lost or changed in it."
        ),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Say what is wrong here, and what to do about it."""
    here: Here = context.obj
    if is_accepted:
        begin_ledger(here.home, why=ACCEPTED, wait_s=here.settings.lock_wait_s)
    findings = examine(here.home, here.settings, is_deep=is_deep)
    if as_json:
        print_json({"findings": [asdict(finding) for finding in findings]})
    else:
        for finding in findings:
            mark = "✗" if finding.is_wrong else "✓"
            say(f"{mark} {finding.what}: {finding.words}")
    if any(finding.is_wrong for finding in findings):
        raise typer.Exit(1)
