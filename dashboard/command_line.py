"""The command `kneewise`: each command reads its words, calls one function, prints the answer.

Exit codes: 0 done, 1 could not do it, 2 wrong usage, 3 done with some items failed.
"""

import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from platformdirs import user_data_path

from dashboard.admin_commands import admin, invite
from dashboard.audit_commands import audit
from dashboard.data_commands import retry
from dashboard.digest_command import digest
from dashboard.gateway import Gateway, Viewer
from dashboard.here import Here, JsonOption, RunnerOption, finish_interrupted, runner_of
from dashboard.log_commands import log
from dashboard.plan_commands import plan
from dashboard.printing import (
    err,
    print_csv,
    print_frame,
    print_import,
    print_json,
    progress_bar,
    say,
)
from dashboard.report_command import report
from dashboard.rights_commands import erase, export
from dashboard.status_command import status
from dashboard.sync_commands import connect, disconnect, sync, webhook
from etl.backup import backup as write_backup
from etl.backup import restore as read_backup
from etl.doctor import examine
from etl.errors import KneewiseError
from etl.home import Home
from etl.importing import import_paths, together, undo_batch
from etl.portable.bringing_in import import_export
from etl.portable.parcel import is_export
from etl.rebuild import rebuild as rebuild_warehouse
from etl.settings import Settings
from etl.warehouse import TableChange

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
        Path | None, typer.Option("--home", help="Folder to keep everything in.")
    ] = None,
) -> None:
    """Kneewise keeps everything in one folder; --home or KNEEWISE_HOME says which."""
    settings = Settings()
    place = Home((home or settings.home).expanduser().resolve())
    context.obj = Here(place, settings.at(place))
    finish_interrupted(context.obj)


COMMANDS = (
    status,
    retry,
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


@app.command()
def demo(
    context: typer.Context,
    port: Annotated[int, typer.Option(help="Port on this machine.")] = 8501,
    build_only: Annotated[bool, typer.Option(help="Build the runners, do not serve.")] = False,
) -> None:
    """Build invented runners if they are missing, then show them."""
    from etl.demo import build_demo  # noqa: PLC0415  only this command needs it

    here: Here = context.obj
    chosen = here.home.root != Home(Settings().home.expanduser().resolve()).root
    home = here.home if chosen else Home(user_data_path("kneewise-demo", appauthor=False))
    with progress_bar("Inventing runners") as on_progress:
        build_demo(home, here.settings, on_progress)
    if not build_only:
        _serve(Here(home, here.settings.at(home)), host="127.0.0.1", port=port)


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port on this machine.")] = 8501,
) -> None:
    """Show the dashboard of your own data."""
    _serve(context.obj, host=host, port=port)


@app.command("import")
def import_(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Files, folders, ZIPs, a Strava export.")],
    runner: RunnerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring in runs from files, or what `kneewise export` wrote; safe to repeat and interrupt."""
    here: Here = context.obj
    exports = [path for path in paths if is_export(path)]
    others = [path for path in paths if path not in exports]
    with progress_bar("Reading files") as on_progress:
        results = [
            import_export(here.home, here.settings, path, on_progress=on_progress)
            for path in exports
        ]
        if others or not exports:
            results.append(
                import_paths(
                    here.home, here.settings, others, runner_name=runner, on_progress=on_progress
                )
            )
    result = together(results)
    if as_json:
        print_json(result.as_json())
    else:
        print_import(result)
    if result.count("failed"):
        raise typer.Exit(3)


@app.command()
def query(
    context: typer.Context,
    sql: Annotated[str, typer.Argument(help="Read-only SQL over every view.")],
    runner: RunnerOption = None,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """Ask the data anything; nothing can be changed from here."""
    here: Here = context.obj
    runner_id = None if runner is None else runner_of(here, runner).runner_id
    frame = Gateway(here.home, here.settings).query(Viewer(), sql, runner_id=runner_id)
    if as_json:
        print_json(frame.to_dicts())
    elif as_csv:
        print_csv(frame)
    else:
        print_frame(frame)


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
                "failed": [{"file": file, "reason": why} for file, why in result.failed],
                "changed_rows": {name: change.total for name, change in result.changed.items()},
                "changes": {name: asdict(change) for name, change in result.changed.items()},
            }
        )
    else:
        say(f"{result.file_count} files read. {_change_words(result.changed)}")
        for file, why in result.failed:
            say(f"  {file}: {why}")


def _change_words(changes: Mapping[str, TableChange]) -> str:
    """What a rebuild changed, table by table."""
    parts = [
        f"{name} {change.changed} changed, {change.added} added, {change.removed} removed"
        for name, change in changes.items()
        if change.total
    ]
    return f"Rows by table: {'; '.join(parts)}." if parts else "No row changed."


@app.command()
def backup(
    context: typer.Context, file: Annotated[Path, typer.Argument(help="The ZIP to write.")]
) -> None:
    """Put originals and journal into one file: everything else is computed from them."""
    here: Here = context.obj
    count = write_backup(here.home, here.settings, file)
    say(f"{count} originals and the journal are in {file}.")


@app.command()
def restore(
    context: typer.Context, file: Annotated[Path, typer.Argument(help="A backup.")]
) -> None:
    """Fill an empty home from a backup."""
    here: Here = context.obj
    with progress_bar("Reading originals") as on_progress:
        result = read_backup(here.home, here.settings, file, on_progress=on_progress)
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
    file: Annotated[Path, typer.Option("--out", help="The HTML file to write.")],
) -> None:
    """Write how every number is worked out, and how well it is known, as one file to print."""
    from dashboard.method_file import write_method  # noqa: PLC0415  only this command needs it

    write_method(file)


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
    try:
        app()
    except KneewiseError as error:
        if "--json" in sys.argv:
            print_json({"error": str(error)})
        err.print(str(error), style="red", highlight=False, markup=False)
        sys.exit(1)


def _serve(here: Here, *, host: str, port: int) -> None:
    from dashboard.server import serve as serve_dashboard  # noqa: PLC0415  a second to load

    err.print(f"Kneewise is at http://{host}:{port}  (Ctrl+C stops it)", highlight=False)
    serve_dashboard(here.home, here.settings, host=host, port=port)


if __name__ == "__main__":
    main()
