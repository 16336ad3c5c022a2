"""`kneewise backup` and `restore`: a home as one file."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.context import Here, given_path
from dashboard.cli.output import progress_bar, say
from etl.errors import UserError
from etl.operations.backup.nightly import back_up_into
from etl.operations.backup.read import Verified, rehearse
from etl.operations.backup.read import restore as read_backup
from etl.operations.backup.write import backup as write_backup

Identity = Annotated[
    Path | None,
    typer.Option(
        "--identity",
        help="File of the secret key of an encrypted backup, as age-keygen writes it.",
        parser=given_path,
        metavar="FILE",
    ),
]


def backup(
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(help="The file to write, or to verify.", parser=given_path, metavar="FILE"),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option(
            "--to",
            help="Folder of several: one more, named by its time.",
            parser=given_path,
            metavar="DIR",
        ),
    ] = None,
    keep: Annotated[int, typer.Option(help="So many stay in that folder.", min=1)] = 7,
    recipient: Annotated[
        str | None,
        typer.Option(help="Encrypt it for this public key of age (age1…).", metavar="KEY"),
    ] = None,
    is_verified: Annotated[
        bool,
        typer.Option(
            "--verify", help="Write nothing: read FILE in full and rehearse restoring it."
        ),
    ] = False,
    identity: Identity = None,
) -> None:
    """Put originals and journal into one file: everything else is computed from them."""
    here: Here = context.obj
    if (file is None) == (to is None) or (is_verified and file is None):
        raise UserError("Name the file to write, or with --to a folder to keep several in.")
    if file is not None and is_verified:
        with progress_bar("Reading originals") as on_progress:
            found = rehearse(file, here.settings, identity=identity, on_progress=on_progress)
        say(f"{file.name} can be restored: {_held(found)}.")
    elif file is not None:
        count = write_backup(here.home, here.settings, file, recipient=recipient)
        say(f"{count} originals and the journal are in {file}.")
    elif to is not None:
        kept = back_up_into(here.home, here.settings, to, keep=keep, recipient=recipient)
        say(f"{kept.file.name} was written and read again: {_held(kept.verified)}.")


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A backup.", parser=given_path, metavar="FILE")],
    identity: Identity = None,
) -> None:
    """Fill an empty home from a backup."""
    here: Here = context.obj
    with progress_bar("Reading originals") as on_progress:
        result = read_backup(
            here.new_home, here.settings, file, identity=identity, on_progress=on_progress
        )
    say(f"{result.file_count} files are back.")
    if result.failed:
        say(f"{len(result.failed)} files could not be read; kneewise doctor names what to do.")
    if result.erased_count:
        say(f"{result.erased_count} runners were erased since, and are erased again.")


def _held(found: Verified) -> str:
    originals = (
        "originals left out"
        if found.original_count is None
        else f"{found.original_count} originals"
    )
    return f"{originals}, {found.entry_count} rows of the journal"
