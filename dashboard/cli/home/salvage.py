"""`kneewise salvage`: what can still be read of a damaged journal."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.context import Here, given_path
from dashboard.cli.output import say
from etl.operations.salvage import LIST_NAME
from etl.operations.salvage import salvage as read_what_is_left


def salvage(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Argument(help="A new folder.", parser=given_path, metavar="FOLDER")
    ],
) -> None:
    """Read what can still be read of a damaged journal into a new folder; nothing here changes."""
    here: Here = context.obj
    found = read_what_is_left(here.home, here.settings, folder)
    say(f"{found.row_count} rows of the journal are in {folder}.")
    for one in found.left:
        say(f"✗ {one.words}")
    if not found.has_log:
        say("✗ What was saved last stood in a log that cannot be read.")
    if found.left or not found.has_log:
        say(f"{LIST_NAME} in that folder lists what is missing. A backup may have it.")
    say(f"Runs: kneewise --home {folder} import {here.home.originals}")
