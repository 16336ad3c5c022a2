"""The command `kneewise audit`: who read whose data, as it was written, and what was refused."""

from dataclasses import asdict

import typer

from dashboard.cli.context import Here, JsonOption
from dashboard.cli.output import print_json, say
from etl.people.access_log import broken_chains, keep_reads, row_count
from etl.people.chain_ends import kept_ends
from etl.people.refusals import read_refusals

audit = typer.Typer(help="The record of who read whose data.", no_args_is_help=True)


@audit.callback()
def _about() -> None:
    """Reads of a runner's data by others are written down, each row chained to the one before."""


@audit.command("verify")
def verify(context: typer.Context, as_json: JsonOption = False) -> None:
    """Go through every runner's chain and name the first row that was changed, or is gone."""
    here: Here = context.obj
    here.journal.prepare()
    keep_reads(here.home, here.settings)
    with here.journal.reading() as connection:
        count = row_count(connection)
        broken = broken_chains(connection, kept_ends(here.home, here.settings))
    if as_json:
        print_json({"rows": count, "broken": [asdict(row) for row in broken]})
    elif broken:
        for row in broken:
            which = f" ({row.audit_id})" if row.audit_id else ""
            say(f"Runner {row.runner_id}, row {row.position}{which}: {row.why}.")
    else:
        say(f"{count} rows, each as it was written.")
    if broken:
        raise typer.Exit(1)


@audit.command("refused")
def refused(context: typer.Context, as_json: JsonOption = False) -> None:
    """What was refused to whom, the oldest first: sign-ins, looks, writes, uploads, sockets."""
    here: Here = context.obj
    found = read_refusals(here.home)
    if as_json:
        print_json({"refused": [asdict(one) for one in found]})
        return
    for one in found:
        say(f"{one.at}  {one.who}  {one.what}")
    if not found:
        say("Nothing was refused to anybody.")
