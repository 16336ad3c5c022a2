"""`kneewise import`: runs from files, and histories that were taken out elsewhere."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.context import Here, JsonOption, RunnerOption, given_path
from dashboard.cli.output import print_import, print_json, progress_bar, say
from etl.ingest.bounded import is_export_file
from etl.ingest.chunks import OnProgress
from etl.operations.import_files import ImportResult, import_paths, together


def import_(
    context: typer.Context,
    paths: Annotated[
        list[Path],
        typer.Argument(
            help="Files, folders, ZIPs, an archive of a platform.",
            parser=given_path,
            metavar="PATH",
        ),
    ],
    runner: RunnerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring in runs from files, or what `kneewise export` wrote; may be repeated or interrupted."""
    here: Here = context.obj
    exports = [path for path in paths if is_export_file(path, here.settings)]
    others = [path for path in paths if path not in exports]
    with progress_bar("Reading files") as on_progress:
        results = [_import_export(here, path, on_progress) for path in exports]
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
        say(
            "No activity could be read there. FIT, GPX and TCX files can, folders of them, and"
            " archives of platforms as they came."
        )
    if is_nothing_read or result.count("failed"):
        raise typer.Exit(3)


def _import_export(here: Here, path: Path, on_progress: OnProgress) -> ImportResult:
    from etl.operations.restore_runner import import_export  # noqa: PLC0415  with all that is kept

    return import_export(here.new_home, here.settings, path, on_progress=on_progress)
