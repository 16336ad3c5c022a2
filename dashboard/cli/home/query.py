"""`kneewise query`: read-only SQL over every view."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.access.gateway import Gateway, Viewer
from dashboard.cli.context import Here, JsonOption, RunnerOption, given_path, runner_of
from dashboard.cli.home.query_output import (
    bound_of,
    print_rows,
    print_rows_csv,
    print_rows_json,
    tell_cut,
    write_rows_csv,
)
from dashboard.cli.output import say


def query(
    context: typer.Context,
    sql: Annotated[str, typer.Argument(help="Read-only SQL over every view.")],
    runner: RunnerOption = None,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    file: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help="Write all of it into a new file instead, as CSV, however much it is.",
            parser=given_path,
            metavar="FILE",
        ),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(min=0, help="Most rows; 0: all. Else 1,000, for programs 100,000."),
    ] = None,
) -> None:
    """Ask the data anything; nothing can be changed from here."""
    here: Here = context.obj
    runner_id = None if runner is None else runner_of(here, runner).runner_id
    gateway = Gateway(here.home, here.settings)
    if file is not None:
        with gateway.page().query_stream(Viewer(), sql, runner_id=runner_id) as streamed:
            count = write_rows_csv(streamed.columns, streamed.batches, file)
        say(f"{count:,} rows are in {file}.")
        return
    bound = bound_of(limit, is_for_program=as_json or as_csv)
    answer = gateway.query(Viewer(), sql, runner_id=runner_id, most_rows=bound.wanted)
    frame, is_cut = bound.cut(answer)
    is_whole = True
    if as_json:
        is_whole = print_rows_json(frame)
    elif as_csv:
        is_whole = print_rows_csv(frame)
    else:
        print_rows(frame, is_cut=is_cut)
    if is_cut or not is_whole:
        tell_cut(None if not is_whole else bound)
    if not is_whole or (is_cut and not bound.is_asked):
        raise typer.Exit(3)
