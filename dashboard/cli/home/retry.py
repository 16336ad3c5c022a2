"""The command `kneewise retry`: files that could not be read, once more."""

import typer

from dashboard.cli.context import Here, JsonOption, RunnerOption, runner_of
from dashboard.cli.output import print_json, progress_bar, say
from etl.operations.rebuild import retry_failed


def retry(context: typer.Context, runner: RunnerOption = None, as_json: JsonOption = False) -> None:
    """Read files that failed once more, as after an update that reads more kinds of files."""
    here: Here = context.obj
    who = runner_of(here, runner)
    with progress_bar("Reading files") as on_progress:
        count = retry_failed(here.home, here.settings, runner=who, on_progress=on_progress)
    if as_json:
        print_json({"imported": count})
    else:
        say(f"{count} of the files that failed are in now.")
