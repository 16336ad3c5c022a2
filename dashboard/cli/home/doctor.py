"""`kneewise doctor`: what is wrong here, and what to do about it."""

from dataclasses import asdict
from typing import Annotated

import typer

from dashboard.cli.context import Here, JsonOption
from dashboard.cli.output import print_json, say
from etl.operations.doctor import examine


def doctor(
    context: typer.Context,
    is_deep: Annotated[
        bool,
        typer.Option("--deep", help="Read every block of both databases, and the newest backup."),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Say what is wrong here, and what to do about it."""
    here: Here = context.obj
    findings = examine(here.home, here.settings, is_deep=is_deep)
    if as_json:
        print_json({"findings": [asdict(finding) for finding in findings]})
    else:
        for finding in findings:
            mark = "✗" if finding.is_wrong else "✓"
            say(f"{mark} {finding.what}: {finding.words}")
    if any(finding.is_wrong for finding in findings):
        raise typer.Exit(1)
