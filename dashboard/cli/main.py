"""The command `kneewise`: each command reads its words, calls one function, prints the answer.

Exit codes: 0 done, 1 could not do it, 2 wrong usage, 3 done but not all of it: some items failed,
nothing could be read, or an answer was cut that nobody asked to cut.
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from platformdirs import user_data_path

from dashboard.access.gateway import Gateway, Viewer
from dashboard.cli.admin import admin, invite
from dashboard.cli.audit import audit
from dashboard.cli.context import (
    Here,
    JsonOption,
    RunnerOption,
    finish_interrupted,
    given_path,
    runner_of,
)
from dashboard.cli.correct import correct
from dashboard.cli.digest import digest
from dashboard.cli.export_and_erase import erase, export
from dashboard.cli.log.entries import log
from dashboard.cli.output import err, print_import, print_json, progress_bar, say
from dashboard.cli.plan import plan
from dashboard.cli.query_output import (
    bound_of,
    print_rows,
    print_rows_csv,
    print_rows_json,
    tell_cut,
)
from dashboard.cli.report import report
from dashboard.cli.retry import retry
from dashboard.cli.sign_off import intended_use, schema, sign
from dashboard.cli.status import status
from dashboard.cli.sync import connect, disconnect, sync, webhook
from etl.errors import KneewiseError
from etl.home import PRIVATE_UMASK, Home
from etl.operations.backup import backup as write_backup
from etl.operations.backup import restore as read_backup
from etl.operations.doctor import examine
from etl.operations.import_files import import_paths, together, undo_batch
from etl.operations.rebuild import rebuild as rebuild_warehouse
from etl.operations.restore_runner import import_export
from etl.recording import FORMULA_VERSION
from etl.reference.sign_offs import checked_by
from etl.settings import Settings
from etl.storage.runner_archive import is_export
from etl.warehouse.tables import TableChange

PortOption = Annotated[int, typer.Option(help="Port on this machine.")]
NoBrowserOption = Annotated[bool, typer.Option("--no-browser", help="Open no browser.")]

app = typer.Typer(
    help="What a runner's watch says about the load on their knees, beside the pain they log.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(log, name="log")
app.add_typer(plan, name="plan")
app.add_typer(admin, name="admin")
app.add_typer(audit, name="audit")


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
    settings = Settings()
    place = Home((home or settings.home).expanduser().resolve())
    is_named = home is not None or "home" in settings.model_fields_set
    context.obj = Here(place, settings, is_named=is_named)
    finish_interrupted(context.obj)


COMMANDS = (
    status,
    retry,
    correct,
    connect,
    sync,
    disconnect,
    webhook,
    report,
    digest,
    export,
    erase,
    invite,
)
for command in COMMANDS:
    app.command()(command)
app.command("sign-off")(sign)
app.command("intended-use")(intended_use)
app.command()(schema)


@app.command()
def demo(
    context: typer.Context,
    port: PortOption = 8501,
    build_only: Annotated[bool, typer.Option(help="Build the runners, do not serve.")] = False,
    no_browser: NoBrowserOption = False,
) -> None:
    """Build invented runners if they are missing, then show them; never among real ones."""
    from etl.demo import build_demo  # noqa: PLC0415  only this command needs it

    here: Here = context.obj
    if not here.is_named:
        own = Home(user_data_path("kneewise-demo", appauthor=False))
        here = replace(here, chosen=own)
    with progress_bar("Inventing runners") as on_progress:
        build_demo(here.new_home, here.settings, on_progress)
    if not build_only:
        _serve(here, host="127.0.0.1", port=port, no_browser=no_browser)


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: PortOption = 8501,
    no_browser: NoBrowserOption = False,
) -> None:
    """Show the dashboard of your own data."""
    _serve(context.obj, host=host, port=port, no_browser=no_browser)


@app.command()
def address(context: typer.Context, port: PortOption = 8501) -> None:
    """Print the address that opens the dashboard in a browser; it is for you alone."""
    here: Here = context.obj
    from dashboard.server import local_address  # noqa: PLC0415  a second to load

    say(_opening_address(here.new_home, here.settings, local_address("127.0.0.1", port)))


@app.command("import")
def import_(
    context: typer.Context,
    paths: Annotated[
        list[Path],
        typer.Argument(
            help="Files, folders, ZIPs, a Strava export.", parser=given_path, metavar="PATH"
        ),
    ],
    runner: RunnerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring in runs from files, or what `kneewise export` wrote; safe to repeat and interrupt."""
    here: Here = context.obj
    exports = [path for path in paths if is_export(path)]
    others = [path for path in paths if path not in exports]
    with progress_bar("Reading files") as on_progress:
        results = [
            import_export(here.new_home, here.settings, path, on_progress=on_progress)
            for path in exports
        ]
        if others or not exports:
            results.append(
                import_paths(
                    here.new_home,
                    here.settings,
                    others,
                    runner_name=runner,
                    on_progress=on_progress,
                )
            )
    result = together(results)
    if as_json:
        print_json(result.as_json())
    else:
        print_import(result)
    is_nothing_read = not exports and result.is_nothing_read
    if is_nothing_read and not as_json:
        say("No activity could be read there. FIT, GPX and TCX files can, and folders of them.")
    if is_nothing_read or result.count("failed"):
        raise typer.Exit(3)


@app.command()
def query(
    context: typer.Context,
    sql: Annotated[str, typer.Argument(help="Read-only SQL over every view.")],
    runner: RunnerOption = None,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    limit: Annotated[
        int | None,
        typer.Option(min=0, help="Most rows; 0: all. Else 1,000, for programs 100,000."),
    ] = None,
) -> None:
    """Ask the data anything; nothing can be changed from here."""
    here: Here = context.obj
    runner_id = None if runner is None else runner_of(here, runner).runner_id
    bound = bound_of(limit, is_for_program=as_json or as_csv)
    answer = Gateway(here.home, here.settings).query(
        Viewer(), sql, runner_id=runner_id, most_rows=bound.wanted
    )
    frame, is_cut = bound.cut(answer)
    if as_json:
        print_rows_json(frame)
    elif as_csv:
        print_rows_csv(frame)
    else:
        print_rows(frame, is_cut=is_cut)
    if is_cut:
        tell_cut(bound)
    if is_cut and not bound.is_asked:
        raise typer.Exit(3)


@app.command()
def rebuild(context: typer.Context, as_json: JsonOption = False) -> None:
    """Compute everything anew from the originals and the journal."""
    here: Here = context.obj
    with progress_bar("Reading originals") as on_progress:
        result = rebuild_warehouse(here.home, here.settings, on_progress=on_progress)
    if as_json:
        print_json(
            {
                "files": result.file_count,
                "formula_version": {
                    "before": list(result.former_formulas),
                    "now": FORMULA_VERSION,
                },
                "failed": [{"file": file, "reason": why} for file, why in result.failed],
                "changed_rows": {name: change.total for name, change in result.changed.items()},
                "changes": {name: asdict(change) for name, change in result.changed.items()},
            }
        )
    else:
        say(
            f"{result.file_count} files read. {_formula_words(result.former_formulas)}"
            f"{_change_words(result.changed)}"
        )
        for file, why in result.failed:
            say(f"  {file}: {why}")


def _formula_words(former: tuple[int, ...]) -> str:
    """Which version of the formulas computed the runs before, and which now."""
    if not former:
        return ""
    if former == (FORMULA_VERSION,):
        return f"Formulas of version {FORMULA_VERSION}, as before. "
    versions = ", ".join(map(str, former))
    return f"Formulas: before version {versions}, now version {FORMULA_VERSION}. "


def _change_words(changes: Mapping[str, TableChange]) -> str:
    """What a rebuild changed, table by table."""
    if not changes:
        return "There was no earlier warehouse to compare with."
    parts = [
        f"{name} {change.changed} changed, {change.added} added, {change.removed} removed"
        for name, change in changes.items()
        if change.total
    ]
    return f"Rows by table: {'; '.join(parts)}." if parts else "No row changed."


@app.command()
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


@app.command()
def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A backup.", parser=given_path, metavar="FILE")],
) -> None:
    """Fill an empty home from a backup."""
    here: Here = context.obj
    with progress_bar("Reading originals") as on_progress:
        result = read_backup(here.new_home, here.settings, file, on_progress=on_progress)
    say(f"{result.file_count} files are back.")


@app.command()
def undo(
    context: typer.Context, batch_id: Annotated[str, typer.Argument(help="Id of the import.")]
) -> None:
    """Take one import back, to the exact former state."""
    here: Here = context.obj
    count = undo_batch(here.home, here.settings, batch_id)
    say(f"{count} activities were taken back.")


@app.command()
def method(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Option("--out", help="The HTML file to write.", parser=given_path, metavar="FILE"),
    ],
) -> None:
    """Write how every number is worked out, and how well it is known, as one file to print."""
    from dashboard.method.printable import write_method  # noqa: PLC0415  only this command needs it

    here: Here = context.obj
    write_method(file, partial(checked_by, here.home))
    say(f"The method is in {file}.")


@app.command()
def doctor(context: typer.Context, as_json: JsonOption = False) -> None:
    """Say what is wrong here, and what to do about it."""
    here: Here = context.obj
    findings = examine(here.home, here.settings)
    if as_json:
        print_json({"findings": [asdict(finding) for finding in findings]})
    else:
        for finding in findings:
            mark = "✗" if finding.is_wrong else "✓"
            say(f"{mark} {finding.what}: {finding.words}")
    if any(finding.is_wrong for finding in findings):
        raise typer.Exit(1)


def main() -> None:
    """Run the command line; what goes wrong on purpose becomes one sentence and exit code 1."""
    os.umask(PRIVATE_UMASK)
    try:
        app()
    except KneewiseError as error:
        if "--json" in sys.argv:
            print_json({"error": str(error)})
        # Never broken by us: the paths in it are copied, and a pipe has no width.
        err.print(str(error), style="red", highlight=False, markup=False, soft_wrap=True)
        sys.exit(1)


def _serve(here: Here, *, host: str, port: int, no_browser: bool) -> None:
    from dashboard import server  # noqa: PLC0415  a second to load
    from dashboard.server.open_browser import (  # noqa: PLC0415
        has_somebody_to_look,
        open_when_ready,
    )

    server.check(here.settings, host=host)
    place = server.local_address(host, port)
    shown = _opening_address(here.new_home, here.settings, place)
    err.print(f"Kneewise is at {shown}  (Ctrl+C stops it)", highlight=False, soft_wrap=True)
    if not no_browser and not here.settings.is_team and has_somebody_to_look():
        open_when_ready(place)
    server.serve(here.new_home, here.settings, host=host, port=port)


def _opening_address(home: Home, settings: Settings, place: str) -> str:
    """With the home's token; where people sign in there is none."""
    from dashboard.server.token import address_with, home_token  # noqa: PLC0415

    if settings.is_team:
        return settings.public_url or place
    return address_with(place, home_token(home))


if __name__ == "__main__":
    main()
