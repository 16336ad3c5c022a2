"""What the command line prints: JSON for programs, tables and sentences for people."""

import json
import math
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import polars as pl
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as ProgressBar

from etl.ingest.chunks import OnProgress, Progress
from etl.operations.import_files import ImportResult

out = Console()
err = Console(stderr=True)


def say(sentence: str, style: str | None = None) -> None:
    """One line for people, never broken and never read as markup: paths are copied from it."""
    out.print(sentence, style=style, highlight=False, markup=False, soft_wrap=True)


@contextmanager
def progress_bar(words: str) -> Generator[OnProgress]:
    """A bar with rate and time left on standard error, gone when done."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with ProgressBar(*columns, console=err, transient=True) as bar:
        task = bar.add_task(words, total=None, rate="")

        def show(progress: Progress) -> None:
            rate = f"{progress.files_per_s:.0f} files/s" if progress.files_per_s else ""
            bar.update(task, completed=progress.done, total=progress.total, rate=rate)

        yield show


def print_import(result: ImportResult) -> None:
    """How many files ended how, and each that did not come in with its reason."""
    waiting = result.count("set_aside")
    say(
        f"{result.count('imported')} imported, {result.count('duplicate')} already here or the"
        f" same run, {result.count('skipped')} skipped, {result.count('failed')} failed"
        f"{f', {waiting} waiting for your word' if waiting else ''}."
    )
    if result.entry_count:
        say(f"{result.entry_count} entries logged elsewhere came with them.")
    for item in result.items:
        if item.status in {"skipped", "failed"}:
            say(f"  {item.status}: {item.file}: {item.reason}")
    for reason, files in _waiting(result).items():
        more = f" and {len(files) - 1:,} more" if len(files) > 1 else ""
        say(f"  set aside: {files[0]}{more}: {reason}")


def _waiting(result: ImportResult) -> dict[str, list[str]]:
    """Files that wait for their runner's word, by the reason that they share."""
    files: dict[str, list[str]] = {}
    for item in result.items:
        if item.status == "set_aside":
            files.setdefault(item.reason or "", []).append(item.file)
    return files


def confirm(entry_id: str, on: date, *, as_json: bool) -> None:
    """That an entry was kept, and for which day."""
    if as_json:
        print_json({"entry_id": entry_id, "local_date": on})
    else:
        say(f"Logged for {on.isoformat()}.")


def as_flat(frame: pl.DataFrame) -> pl.DataFrame:
    """CSV has no lists: nested columns become JSON text."""
    nested = [name for name, kind in frame.schema.items() if kind.is_nested()]
    to_text: Callable[[Any], str] = lambda value: json.dumps(value, default=_plain)  # noqa: E731
    return frame.with_columns(
        pl.Series(name, [to_text(value) for value in frame[name].to_list()]) for name in nested
    )


def print_json(value: Any) -> None:
    """One line of JSON on standard output."""
    sys.stdout.write(as_json_text(value) + "\n")


def as_json_text(value: Any) -> str:
    """JSON on one line; dates as ISO, spans in seconds, what cannot be known as null."""
    return json.dumps(_no_nan(value), default=_plain, ensure_ascii=False)


def _no_nan(value: Any) -> Any:
    """JSON has neither NaN nor infinity: what cannot be known is null."""
    if isinstance(value, dict):
        return {key: _no_nan(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_no_nan(inner) for inner in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Decimal):
        return float(value)
    return str(value)
