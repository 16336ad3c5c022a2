"""Every command by its name; each reads its words, calls one function, prints the answer."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.context import Here, finish_interrupted, given_path
from dashboard.cli.lazy import Place, lazy_group
from etl.home import Home

COMMANDS = {
    "status": Place(
        where="dashboard.cli.status:status",
        words="Today's status, the reasons for it, and how far a run tomorrow may go.",
    ),
    "check-run": Place(
        where="dashboard.cli.check_run.command:check_run",
        words="Hold a run against tomorrow's limit and the last six weeks, before it is run.",
    ),
    "retry": Place(
        where="dashboard.cli.home.retry:retry",
        words="Read files that failed once more, as after an update that reads more kinds of "
        "files.",
    ),
    "correct": Place(
        where="dashboard.cli.correct:correct",
        words="Trim, split, leave out or count one run; without an option, say what was corrected "
        "of it.",
    ),
    "sources": Place(
        where="dashboard.cli.home.sources:sources",
        words="Say which source each number of a run is asked of first; alone, what is here and "
        "holds.",
    ),
    "connect": Place(
        where="dashboard.cli.sync:connect",
        words="Connect your account: on the platform's own page, or with a key that it gave you.",
    ),
    "sync": Place(
        where="dashboard.cli.sync:sync",
        words="Bring in what is new from connected accounts, within their limits.",
    ),
    "disconnect": Place(
        where="dashboard.cli.sync:disconnect",
        words="End a connection: what was lent goes, with a receipt; your own files stay.",
    ),
    "webhook": Place(
        where="dashboard.cli.sync:webhook",
        words="Let Strava tell of changes at once instead of looking once a day.",
    ),
    "report": Place(
        where="dashboard.cli.report:report",
        words="Write the report for an appointment: one to three pages, to print or to send.",
        draws=True,
    ),
    "digest": Place(
        where="dashboard.cli.digest:digest",
        words="Who needs a look first, this week against the four before; printed, as a file or "
        "sent.",
    ),
    "export": Place(
        where="dashboard.cli.export_and_erase:export",
        words="Put everything of one runner into a file: to read, to take along, to import "
        "elsewhere.",
    ),
    "erase": Place(
        where="dashboard.cli.export_and_erase:erase",
        words="Remove one runner from this home for good. Earlier backups and exports are not "
        "touched.",
    ),
    "invite": Place(
        where="dashboard.cli.admin:invite", words="Make a link that lets one address in, once."
    ),
    "override": Place(
        where="dashboard.cli.log.override:override",
        words="Set a limit of load for one runner on a clinician's word, or end one; alone, list "
        "them.",
    ),
    "sign-off": Place(
        where="dashboard.cli.sign_off:sign",
        words="Write down that somebody qualified checked a file as it is now; alone, list who "
        "has.",
    ),
    "intended-use": Place(
        where="dashboard.cli.sign_off:intended_use",
        words="Say for whom Kneewise is, what it is not for, who decides, and the version of its "
        "rules.",
    ),
    "schema": Place(
        where="dashboard.cli.sign_off:schema",
        words="Print what a file of that kind may say, as JSON Schema for an editor.",
    ),
    "demo": Place(
        where="dashboard.cli.home.serve:demo",
        words="Build invented runners if they are missing, then show them; never among real ones.",
        draws=True,
    ),
    "serve": Place(
        where="dashboard.cli.home.serve:serve",
        words="Show the dashboard of your own data.",
        draws=True,
    ),
    "address": Place(
        where="dashboard.cli.home.serve:address",
        words="Print the address that opens the dashboard in a browser; it is for you alone.",
        draws=True,
    ),
    "import": Place(
        where="dashboard.cli.home.import_runs:import_",
        words="Bring in runs from files, or what `kneewise export` wrote; may be repeated or "
        "interrupted.",
    ),
    "watch": Place(
        where="dashboard.cli.home.watch:watch",
        words="Bring in what appears in a folder, until Ctrl-C: whole files, each once.",
    ),
    "token": Place(
        where="dashboard.cli.home.tokens:token", words="Tokens by which programs send files."
    ),
    "query": Place(
        where="dashboard.cli.home.query:query",
        words="Ask the data anything; nothing can be changed from here.",
    ),
    "rebuild": Place(
        where="dashboard.cli.home.rebuild:rebuild",
        words="Compute everything anew from the originals and the journal.",
    ),
    "backup": Place(
        where="dashboard.cli.home.backup:backup",
        words="Put originals and journal into one file: everything else is computed from them.",
    ),
    "restore": Place(
        where="dashboard.cli.home.backup:restore", words="Fill an empty home from a backup."
    ),
    "salvage": Place(
        where="dashboard.cli.home.salvage:salvage",
        words="Read what can still be read of a damaged journal into a new folder; nothing here "
        "changes.",
    ),
    "undo": Place(
        where="dashboard.cli.home.rebuild:undo",
        words="Take one import back, to the exact former state.",
    ),
    "method": Place(
        where="dashboard.cli.home.method:method",
        words="Write how every number is worked out, and how well it is known, as one file to "
        "print.",
    ),
    "doctor": Place(
        where="dashboard.cli.home.doctor:doctor",
        words="Say what is wrong here, and what to do about it.",
    ),
    "log": Place(
        where="dashboard.cli.log.entries:log", words="Write into the journal from a shell."
    ),
    "plan": Place(
        where="dashboard.cli.plan:plan", words="A plan of 4 to 8 weeks back to normal running."
    ),
    "admin": Place(
        where="dashboard.cli.admin:admin",
        words="Who may sign in.",
    ),
    "audit": Place(
        where="dashboard.cli.audit:audit",
        words="The record of who read whose data.",
    ),
}
"""Every command, in the order of the help. A test holds the words against the commands' own."""

app = typer.Typer(
    cls=lazy_group(COMMANDS),
    help="What a runner's watch says about the load on their knees, beside the pain they log.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.callback()
def _choose_home(
    context: typer.Context,
    home: Annotated[
        Path | None,
        typer.Option(
            "--home", help="Folder to keep everything in.", parser=given_path, metavar="DIR"
        ),
    ] = None,
) -> None:
    """Kneewise keeps everything in one folder; --home or KNEEWISE_HOME says which."""
    from etl.settings import Settings

    settings = Settings()
    place = Home((home or settings.home).expanduser().resolve())
    is_named = home is not None or "home" in settings.model_fields_set
    context.obj = Here(place, settings, is_named=is_named)
    finish_interrupted(context.obj)
