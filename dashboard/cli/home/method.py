"""`kneewise method`: how every number is worked out, as one file to print."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.context import Here, given_path
from dashboard.cli.output import say
from dashboard.method.printable import write_method
from etl.reference.sign_offs import checked_by


def method(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Option("--out", help="The HTML file to write.", parser=given_path, metavar="FILE"),
    ],
) -> None:
    """Write how every number is worked out, and how well it is known, as one file to print."""
    here: Here = context.obj
    write_method(file, partial(checked_by, here.home))
    say(f"The method is in {file}.")
