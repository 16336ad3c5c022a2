"""`kneewise watch`: what appears in a folder comes in."""

import signal
import threading
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.context import Here, JsonOption, RunnerOption, given_path
from dashboard.cli.output import err, print_import, print_json
from etl.errors import UserError
from etl.ingest import worker


def watch(
    context: typer.Context,
    folder: Annotated[
        Path,
        typer.Argument(
            help="The folder; what is there already comes in first.",
            parser=given_path,
            metavar="DIR",
        ),
    ],
    runner: RunnerOption = None,
    poll: Annotated[
        bool, typer.Option("--poll", help="Look each second: for a folder on the network.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Bring in what appears in a folder, until Ctrl-C: whole files, each once."""
    here: Here = context.obj
    root = folder.expanduser().absolute()
    if root.exists() and not root.is_dir():
        raise UserError(f"{root} is a file: name the folder that it lies in.")
    worker.begin()
    from etl.operations.arrivals.watch import Telling, Watcher  # noqa: PLC0415
    from etl.operations.arrivals.whose import OwnFolder, own_folders, require_apart  # noqa: PLC0415

    home, settings = here.new_home, here.settings
    require_apart(home, root)
    settings = settings.model_copy(update={"watch_polling": poll or settings.watch_polling})
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    folders = partial(own_folders, home, settings, root)
    if runner is not None:
        own = OwnFolder(root, partial(here.new_journal.ensure_runner, runner), "")
        folders = lambda: ([own], [])  # noqa: E731
    err.print(f"Watching {root}  (Ctrl+C stops it)", highlight=False, soft_wrap=True)
    telling = Telling(
        result=(lambda result: print_json(result.as_json())) if as_json else print_import,
        trouble=partial(err.print, highlight=False, markup=False, soft_wrap=True),
    )
    Watcher(home, settings, root, folders, telling, stop).run()
    err.print("Stopped. What arrives meanwhile comes in at the next start.", highlight=False)
