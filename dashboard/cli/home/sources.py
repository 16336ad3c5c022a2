"""`kneewise sources`: what runs came with, and which source is asked first for their numbers."""

from typing import Annotated

import typer

from dashboard.access.gateway import Gateway, Viewer
from dashboard.cli.context import Here, JsonOption, RunnerOption, runner_of
from dashboard.cli.output import print_json, say
from dashboard.rows import to_rows
from dashboard.rows.data import SourceChoice
from dashboard.runs.source_wording import choice_words, order_words
from etl.errors import UserError
from etl.operations.source_order import order_sources


def sources(
    context: typer.Context,
    first: Annotated[
        list[str] | None,
        typer.Option(help="Ask this source first; again for the next, as garmin_takeout."),
    ] = None,
    usual: Annotated[bool, typer.Option("--usual", help="Back to the usual order.")] = False,
    runner: RunnerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say which source each number of a run is asked of first; alone, what is here and holds."""
    here: Here = context.obj
    if first and usual:
        raise UserError("Either name sources or go back to the usual order, not both.")
    who = runner_of(here, runner)
    if first or usual:
        order_sources(here.home, here.settings, first or (), runner_id=who.runner_id)
    rows = to_rows(
        Gateway(here.home, here.settings).load(
            Viewer(), "page.source_choice", runner_id=who.runner_id
        ),
        SourceChoice,
    )
    order = [row["source_name"] for row in rows if row["place"] is not None]
    if as_json:
        names = ("source_name", "run_count", "shared_count", "place")
        print_json(
            {"first": order, "sources": [{name: row[name] for name in names} for row in rows]}
        )
        return
    for row in rows:
        say(f"{row['source_name']}: {choice_words(row)}")
    say(order_words(order))
