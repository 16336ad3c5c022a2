"""`kneewise backup` and `restore`: a home as one file."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.context import Here, given_path
from dashboard.cli.output import progress_bar, say
from etl.operations.backup import backup as write_backup
from etl.operations.backup import restore as read_backup


def backup(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(help="The ZIP to write.", parser=given_path, metavar="FILE")
    ],
) -> None:
    """Put originals and journal into one file: everything else is computed from them."""
    here: Here = context.obj
    count = write_backup(here.home, here.settings, file)
    say(f"{count} originals and the journal are in {file}.")


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A backup.", parser=given_path, metavar="FILE")],
) -> None:
    """Fill an empty home from a backup."""
    here: Here = context.obj
    with progress_bar("Reading originals") as on_progress:
        result = read_backup(here.new_home, here.settings, file, on_progress=on_progress)
    say(f"{result.file_count} files are back.")
