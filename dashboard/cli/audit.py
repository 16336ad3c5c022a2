"""The command `kneewise audit`: is the record of who read whose data as it was written?"""

from dataclasses import asdict

import typer

from dashboard.cli.context import Here, JsonOption
from dashboard.cli.output import print_json, say
from etl.people.access_log import first_broken, keep_reads, row_count

audit = typer.Typer(help="The record of who read whose data.", no_args_is_help=True)


@audit.callback()
def _about() -> None:
    """Reads of a runner's data by others are written down, each row chained to the one before."""


@audit.command("verify")
def verify(context: typer.Context, as_json: JsonOption = False) -> None:
    """Go through every runner's chain and name the first row that was changed."""
    here: Here = context.obj
    here.journal.prepare()
    keep_reads(here.home, here.settings)
    with here.journal.reading() as connection:
        count, broken = row_count(connection), first_broken(connection)
    if as_json:
        print_json({"rows": count, "broken": [asdict(row) for row in broken]})
    elif broken:
        for row in broken:
            say(f"Runner {row.runner_id}, row {row.position} ({row.audit_id}): {row.why}.")
    else:
        say(f"{count} rows, each as it was written.")
    if broken:
        raise typer.Exit(1)
