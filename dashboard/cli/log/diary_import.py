"""What `kneewise log diary` does and says, with all that reads files."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import typer

from dashboard.cli.context import Here, runner_of
from dashboard.cli.output import print_json, say
from dashboard.ui.display import count
from etl.errors import UserError
from etl.ingest import worker
from etl.ingest.diary.reading import Reading, Unclear
from etl.ingest.diary.rows import Refused, Rows
from etl.journal.store import Runner
from etl.operations.diary import (
    Batch,
    Looked,
    content_of,
    import_diary,
    look,
    told,
    undo_diary,
)
from etl.warehouse.tables import Warehouse

_MOST_LINES = 20  # rows that did not come in, told one by one; --json tells all
_NOT_IN_SCALE = "is not from 0 to 10"
_SAY = {
    "days": "Say --days dmy or --days mdy.",
    "scale": "Say --scale 100 if they go from 0 to 100, or --scale 10 if those are slips.",
}
_DAYS = {"ymd": "year-month-day", "dmy": "day.month.year", "mdy": "month/day/year"}


def take_in(
    here: Here,
    file: Path,
    *,
    kind: str,
    columns: dict[str, str],
    days: str | None,
    scale: int | None,
    is_preview: bool,
    runner: str | None,
    as_json: bool,
) -> None:
    """Take a diary in, or say how it would be read. Raises UserError saying what to say."""
    worker.begin()  # while this process opens the journal
    journal = here.new_journal
    who = runner_of(here, runner) if journal.runners() else _first_runner(here, runner)
    today = here.settings.local_date(who.time_zone)
    content = content_of(file)
    looked = look(journal, content, file_name=file.name, runner_id=who.runner_id, kind=kind)
    looked = told(looked, columns, day_order=days, scale_most=scale)
    try:
        if is_preview:
            _show_preview(looked, looked.rows(today=today), as_json=as_json)
            return
        batch = import_diary(journal, looked, runner_id=who.runner_id, today=today)
    except Unclear as unclear:
        say_what = _SAY.get(unclear.what, f"Say --column {unclear.what}=NAME with one of them.")
        raise UserError(f"{unclear} {say_what}") from unclear
    if as_json:
        print_json(batch.as_json())
    else:
        _print(looked, batch)
    if not batch.entry_count and not batch.already_here_count:
        raise typer.Exit(3)


def _first_runner(here: Here, name: str | None) -> Runner:
    """The runner of a home that a diary begins."""
    runner = here.new_journal.ensure_runner(name)
    Warehouse(here.new_home, here.settings).refresh(runner)
    return runner


def take_back(here: Here, batch_id: str, *, runner: str | None, as_json: bool) -> None:
    """Take back what a diary brought. Raises UserError where there is none of that id."""
    who = runner_of(here, runner)
    undone = undo_diary(here.journal, batch_id, runner_id=who.runner_id)
    if as_json:
        print_json(
            {
                "batch_id": batch_id,
                "entry_count": undone.entry_count,
                "stays_count": undone.stays_count,
            }
        )
        return
    stays = f" {undone.stays_count} stay: they were changed since." if undone.stays_count else ""
    say(f"{count(undone.entry_count, 'entry', 'entries')} taken back.{stays}")


def _reading_words(reading: Reading) -> str:
    parts = [f"{role.replace('_', ' ')} from “{name}”" for role, name in reading.columns.items()]
    parts.append(f"days as {_DAYS[reading.day_order or 'ymd']}")
    if reading.scale_most == 100:
        parts.append("scores 0-100, a tenth of them kept")
    return ", ".join(parts)


def _show_preview(looked: Looked, rows: Rows, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "reading": asdict(looked.reading),
                "entry_count": rows.entries.height,
                "first": rows.entries.head(5).to_dicts(),
                "refused": [asdict(row) for row in rows.refused],
            }
        )
        return
    say(f"Read as: {_reading_words(looked.reading)}.")
    for row in rows.entries.head(5).iter_rows(named=True):
        values = [f"{name} {value}" for name, value in row.items() if value is not None]
        say(f"  {', '.join(values)}")
    say(f"{count(rows.entries.height, 'entry', 'entries')}; nothing was written.")
    _print_refused(rows.refused)


def _print(looked: Looked, batch: Batch) -> None:
    say(f"Read as: {_reading_words(looked.reading)}.")
    span = f", {batch.first_date} to {batch.last_date}" if batch.entry_count else ""
    say(
        f"{count(batch.entry_count, 'entry', 'entries')} came in{span};"
        f" {batch.already_here_count:,} {_were(batch.already_here_count)} here already."
    )
    sides = {"side", "left", "right"} & set(looked.reading.columns)
    if batch.entry_count and looked.reading.kind == "pain" and not sides:
        say("It does not say which knee: they are kept as unknown, as neither knee's.")
    _print_refused(batch.refused)
    if any(row.reason.endswith(_NOT_IN_SCALE) for row in batch.refused):
        say("If its scores go to 100, take it back and say --scale 100.")
    if batch.batch_id:
        say(f"To take it back: kneewise log diary --undo {batch.batch_id}")


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _print_refused(refused: Sequence[Refused]) -> None:
    if not refused:
        return
    say(f"{count(len(refused), 'row')} did not come in:")
    for row in refused[:_MOST_LINES]:
        say(f"  line {row.line}: {row.reason}")
    if len(refused) > _MOST_LINES:
        say(f"  and {len(refused) - _MOST_LINES:,} more, all of them with --json.")
