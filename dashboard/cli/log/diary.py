"""`kneewise log diary`: a diary of years from a file, and its batch taken back."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.context import Here, JsonOption, RunnerOption, given_path
from etl.errors import UserError
from etl.ingest.diary.reading import DAY_ORDERS, KINDS, SCALES


def log_diary(
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(
            help="CSV of any make, or a spreadsheet (.xlsx, .ods).",
            parser=given_path,
            metavar="FILE",
        ),
    ] = None,
    kind: Annotated[str, typer.Option("--kind", help=", ".join(KINDS))] = "pain",
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column",
            help="What a column holds, as date=Tag or score=Wert; may repeat, and score= is none.",
        ),
    ] = None,
    days: Annotated[
        str | None, typer.Option("--days", help=f"How days are written: {', '.join(DAY_ORDERS)}.")
    ] = None,
    scale: Annotated[
        int | None, typer.Option("--scale", help="What scores go up to: 10 or 100.")
    ] = None,
    is_preview: Annotated[
        bool, typer.Option("--preview", help="Say how it is read, and write nothing.")
    ] = False,
    undo: Annotated[
        str | None, typer.Option("--undo", metavar="BATCH", help="Take a diary back instead.")
    ] = None,
    runner: RunnerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take in a diary of years: date, score, side, moment, place, note, whatever they are called.

    A row that is here already adds nothing; one that cannot be read is named with its line.
    """
    here: Here = context.obj
    if (file is None) == (undo is None):
        raise UserError("Name a file, or a diary to take back with --undo.")
    from dashboard.cli.log.diary_import import take_back, take_in  # noqa: PLC0415  with all readers

    if undo is not None:
        take_back(here, undo, runner=runner, as_json=as_json)
    if file is None:
        return
    _check_words(kind=kind, days=days, scale=scale)
    take_in(
        here,
        file,
        kind=kind,
        columns=_columns(column or []),
        days=days,
        scale=scale,
        is_preview=is_preview,
        runner=runner,
        as_json=as_json,
    )


def _check_words(*, kind: str, days: str | None, scale: int | None) -> None:
    if kind not in KINDS:
        raise typer.BadParameter(f"choose {', '.join(KINDS)}", param_hint="--kind")
    if days is not None and days not in DAY_ORDERS:
        raise typer.BadParameter(f"choose {', '.join(DAY_ORDERS)}", param_hint="--days")
    if scale is not None and scale not in SCALES:
        raise typer.BadParameter("choose 10 or 100", param_hint="--scale")


def _columns(given: list[str]) -> dict[str, str]:
    parts = [text.partition("=") for text in given]
    if not all(equals for _, equals, _ in parts):
        raise typer.BadParameter("say it as date=NAME", param_hint="--column")
    return {role.strip().replace("-", "_"): name.strip() for role, _, name in parts}
