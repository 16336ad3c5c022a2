"""The commands `kneewise export` and `kneewise erase`: one history, taken along or gone."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from dashboard.access.gateway import Gateway, Viewer
from dashboard.cli.context import Here, JsonOption, given_path, runner_of
from dashboard.cli.output import print_json, say
from dashboard.data.export import take_out
from etl.errors import UserError
from etl.operations.erase_runner import erase_runner
from etl.storage.erasures import erased_on

RunnerArgument = Annotated[str, typer.Argument(help="Name or id of the runner.")]


def export(
    context: typer.Context,
    runner: RunnerArgument,
    file: Annotated[
        Path, typer.Option("--out", help="The ZIP to write.", parser=given_path, metavar="FILE")
    ],
    as_json: JsonOption = False,
) -> None:
    """Put everything of one runner into a file: to read, to take along, to import elsewhere."""
    here: Here = context.obj
    who = runner_of(here, runner)
    gateway = Gateway(here.home, here.settings)
    taken = take_out(gateway, Viewer(), file, runner_id=who.runner_id)
    if as_json:
        print_json(
            {
                "runner_id": who.runner_id,
                "file": str(file),
                "entries": taken.entry_count,
                "originals": taken.original_count,
                "left_out": taken.lent_count,
            }
        )
        return
    say(f"{taken.original_count} originals and {taken.entry_count} entries are in {file}.")
    if taken.lent_count:
        say(
            f"{taken.lent_count} runs came through a platform's interface and may not leave with "
            "it: the platform's own export gives them to you for good."
        )


def erase(
    context: typer.Context,
    runner: RunnerArgument,
    is_sure: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Remove one runner from this home for good. Earlier backups and exports are not touched."""
    here: Here = context.obj
    try:
        who = runner_of(here, runner)
    except UserError:
        day = erased_on(here.home, runner)
        if day is None:
            raise
        _say_erased_before(day, as_json=as_json)
        return
    if not is_sure and as_json:
        raise UserError("Nothing was erased: with --json say --yes as well.")
    if not is_sure:
        typer.confirm(f"Erase everything of {who.display_name}, for good?", abort=True)
    gone = erase_runner(here.home, here.settings, runner_id=who.runner_id)
    if as_json:
        print_json(
            {
                "runner_id": who.runner_id,
                "entries": gone.entry_count,
                "activities": gone.activity_count,
                "originals": gone.original_count,
            }
        )
        return
    say(
        f"Gone for good: {gone.activity_count} activities, {gone.original_count} originals and "
        f"{gone.entry_count} entries."
    )
    say("Backups and exports made before still hold them: delete those as well.")


def _say_erased_before(day: date, *, as_json: bool) -> None:
    if as_json:
        print_json({"erased_on": day.isoformat(), "entries": 0, "activities": 0, "originals": 0})
    else:
        say(f"That runner was already erased on {day.isoformat()}: nothing is left to erase.")
