"""Everything of one runner as one ZIP that people can read and another home can take in."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from etl import clock
from etl.errors import UserError
from etl.home import Home
from etl.ingest.import_log import wanted_originals
from etl.journal.store import Journal
from etl.people.shown import keep_shown
from etl.reference.toml_files import toml_files
from etl.settings import Settings
from etl.storage import runner_archive
from etl.storage.duckdb_files import Connection, attached, open_in_memory
from etl.storage.originals import Originals
from etl.storage.saved_order import ordered_tables, places
from etl.text import for_spreadsheet

_EXPLANATION = """\
Everything Kneewise keeps of one runner.

{originals}/  the files as they came from the watch, compressed with gzip; they hold positions if
            the watch recorded them
{journal}/    what was typed or decided, with its history: one JSON object a line
{tables}/     what was computed from both, as CSV for a spreadsheet; made again when read back
{told}/       who may see these data, who looked, and what a coach marked or noted for
            themselves, for you to read

To bring it back: kneewise import <this file>
"""
_LENT = """
{count} activities came through a platform's programming interface. They may be kept for a few days
only, so they are not in here; the platform's own export gives them to you for good.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOut:
    """What an export holds; `lent_count` activities had to stay behind."""

    entry_count: int
    original_count: int
    lent_count: int


def export_runner(
    home: Home,
    settings: Settings,
    file: Path,
    *,
    runner_id: str,
    tables: Mapping[str, pl.DataFrame],
    lent_count: int = 0,
) -> TakenOut:
    """Write one runner's history into a new ZIP, readable by its owner only.

    `tables` are frames to be read by people, by name, without lists. Raises UserError where the
    file exists already or the runner is not here.
    """
    if file.exists():
        raise UserError(f"{file.name} exists already: choose another name.")
    runner = Journal(home, settings).runner(runner_id)
    keep_shown(home, settings)
    writing = file.with_name(file.name + ".writing")
    try:
        with zipfile.ZipFile(writing, "w", zipfile.ZIP_DEFLATED) as archive:
            writing.chmod(0o600)
            steps, counts = _write_journal(archive, home, settings, runner_id=runner_id)
            originals = _write_originals(archive, home, settings, runner_id=runner_id)
            _write_clinic_files(archive, home)
            for name, frame in sorted(tables.items()):
                archive.writestr(
                    f"{runner_archive.TABLES}/{name}.csv", for_spreadsheet(frame).write_csv()
                )
            contents = runner_archive.Contents(
                runner_id=runner_id,
                created_at=runner.created_at.isoformat() if runner.created_at else "",
                exported_at=clock.read().replace(microsecond=0).isoformat(),
                steps=steps,
                tables=counts,
                original_count=originals,
                lent_count=lent_count,
            )
            archive.writestr(runner_archive.CONTENTS, contents.as_text())
            archive.writestr(runner_archive.EXPLANATION, _explanation(lent_count))
        writing.replace(file)
    finally:
        writing.unlink(missing_ok=True)
    return TakenOut(
        entry_count=sum(counts.values()), original_count=originals, lent_count=lent_count
    )


def _write_journal(
    archive: zipfile.ZipFile, home: Home, settings: Settings, *, runner_id: str
) -> tuple[tuple[str, ...], dict[str, int]]:
    """Every row about the runner as JSON lines; the steps of the tables, and counts by table.

    `saved_order` is the place among the runner's own rows.
    """
    counts: dict[str, int] = {}
    with (
        open_in_memory() as connection,
        attached(connection, {"looked_at": home.journal}, wait_s=settings.lock_wait_s),
    ):
        connection.execute("use looked_at")
        steps = connection.execute("select step from kneewise.migration order by step").fetchall()
        tables = runner_archive.runner_tables(connection)
        ordered = sorted(set(tables) & set(ordered_tables(connection)))
        # The home's own numbers would tell the runner how much everybody else writes.
        connection.execute(
            f"create temp table place as {places(ordered, where='runner_id = ?')}",
            [runner_id] * len(ordered),
        )
        for table in tables:
            rows = _rows_of(connection, table, runner_id=runner_id, is_ordered=table in ordered)
            folder = (
                runner_archive.TOLD if table in runner_archive.STAYS else runner_archive.JOURNAL
            )
            text = io.BytesIO()
            rows.write_ndjson(text)
            archive.writestr(f"{folder}/{table}.jsonl", text.getvalue())
            if table not in runner_archive.STAYS:
                counts[table] = rows.height
        connection.execute("use memory")
    return tuple(row[0] for row in steps), counts


def _rows_of(
    connection: Connection, table: str, *, runner_id: str, is_ordered: bool
) -> pl.DataFrame:
    rows = f"from journal.{table} where runner_id = ? order by rowid"
    if is_ordered:
        rows = (
            f"select source.* replace (place.place as saved_order) from journal.{table} as source"  # noqa: S608  our own names
            f" left join temp.place on place.name = '{table}'"
            " and place.saved_order = source.saved_order"
            " where runner_id = ? order by saved_order"
        )
    return connection.sql(rows, params=[runner_id]).pl()


def _write_originals(
    archive: zipfile.ZipFile, home: Home, settings: Settings, *, runner_id: str
) -> int:
    originals = Originals(home.originals)
    wanted = wanted_originals(Journal(home, settings), of=runner_id)
    paths = [path for path in map(originals.path, sorted(wanted)) if path.is_file()]
    for path in paths:
        # Stored, not deflated: originals are compressed already.
        archive.write(path, f"{runner_archive.ORIGINALS}/{path.name}", zipfile.ZIP_STORED)
    return len(paths)


def _write_clinic_files(archive: zipfile.ZipFile, home: Home) -> None:
    for folder in runner_archive.clinic_folders(home):
        for path in toml_files(folder) if folder.is_dir() else ():
            archive.writestr(f"{folder.name}/{path.name}", path.read_bytes())


def _explanation(lent_count: int) -> str:
    text = _EXPLANATION.format(
        originals=runner_archive.ORIGINALS,
        journal=runner_archive.JOURNAL,
        tables=runner_archive.TABLES,
        told=runner_archive.TOLD,
    )
    return text + (_LENT.format(count=lent_count) if lent_count else "")
