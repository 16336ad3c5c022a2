"""`kneewise query`: read-only SQL over every view."""

from typing import Annotated

import typer

from dashboard.access.gateway import Gateway, Viewer
from dashboard.cli.context import Here, JsonOption, RunnerOption, runner_of
from dashboard.cli.home.query_output import (
    bound_of,
    print_rows,
    print_rows_csv,
    print_rows_json,
    tell_cut,
)


def query(
    context: typer.Context,
    sql: Annotated[str, typer.Argument(help="Read-only SQL over every view.")],
    runner: RunnerOption = None,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    limit: Annotated[
        int | None,
        typer.Option(min=0, help="Most rows; 0: all. Else 1,000, for programs 100,000."),
    ] = None,
) -> None:
    """Ask the data anything; nothing can be changed from here."""
    here: Here = context.obj
    runner_id = None if runner is None else runner_of(here, runner).runner_id
    bound = bound_of(limit, is_for_program=as_json or as_csv)
    answer = Gateway(here.home, here.settings).query(
        Viewer(), sql, runner_id=runner_id, most_rows=bound.wanted
    )
    frame, is_cut = bound.cut(answer)
    if as_json:
        print_rows_json(frame)
    elif as_csv:
        print_rows_csv(frame)
    else:
        print_rows(frame, is_cut=is_cut)
    if is_cut:
        tell_cut(bound)
    if is_cut and not bound.is_asked:
        raise typer.Exit(3)
