"""What the command line prints: JSON for programs, tables and sentences for people."""

import sys
from collections.abc import Generator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from rich.console import Console

from dashboard.ui.plain_values import as_json_text

if TYPE_CHECKING:
    from etl.ingest.chunks import OnProgress, Progress
    from etl.operations.import_files import ImportResult

out = Console()
err = Console(stderr=True)


def say(sentence: str, style: str | None = None) -> None:
    """One line for people, never broken and never read as markup: paths are copied from it."""
    out.print(sentence, style=style, highlight=False, markup=False, soft_wrap=True)


@contextmanager
def progress_bar(words: str) -> Generator["OnProgress"]:
    """A bar with rate and time left on standard error, gone when done."""
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as ProgressBar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with ProgressBar(*columns, console=err, transient=True) as bar:
        task = bar.add_task(words, total=None, rate="")

        def show(progress: "Progress") -> None:
            rate = f"{progress.files_per_s:.0f} files/s" if progress.files_per_s else ""
            bar.update(task, completed=progress.done, total=progress.total, rate=rate)

        yield show


def print_import(result: "ImportResult") -> None:
    """How many files ended how, what archives held, and a line for each kind of trouble."""
    from dashboard.imports.wording import brought_words, trouble_file
    from etl.operations.held import brought, troubles

    waiting = result.count("set_aside")
    say(
        f"{result.count('imported')} imported, {result.count('duplicate')} already here or the"
        f" same run, {result.count('skipped')} skipped, {result.count('failed')} failed"
        f"{f', {waiting} waiting for your word' if waiting else ''}."
    )
    if result.entry_count:
        say(f"{result.entry_count} entries logged elsewhere came with them.")
    for kind in brought(result.items):
        if kind.archive:
            say(f"  {brought_words(kind)}")
    for trouble in troubles(result.items):
        status = trouble.status.replace("_", " ")
        say(f"  {status}: {trouble_file(trouble)}: {trouble.reason}")


def confirm(entry_id: str, on: date, *, as_json: bool) -> None:
    """That an entry was kept, and for which day."""
    if as_json:
        print_json({"entry_id": entry_id, "local_date": on})
    else:
        say(f"Logged for {on.isoformat()}.")


def print_json(value: Any) -> None:
    """One line of JSON on standard output."""
    sys.stdout.write(as_json_text(value) + "\n")
