"""`kneewise rebuild` and `undo`: everything computed anew, one import taken back."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated

import typer

from dashboard.cli.context import Here, JsonOption
from dashboard.cli.output import print_json, progress_bar, say
from etl.operations.rebuild import rebuild as rebuild_warehouse
from etl.operations.undo_import import undo_batch
from etl.recording import FORMULA_VERSION
from etl.warehouse.tables import TableChange


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


def undo(
    context: typer.Context, batch_id: Annotated[str, typer.Argument(help="Id of the import.")]
) -> None:
    """Take one import back, to the exact former state."""
    here: Here = context.obj
    count = undo_batch(here.home, here.settings, batch_id)
    say(f"{count} activities were taken back.")
