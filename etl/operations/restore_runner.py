"""An export taken into a home: entries that are not here yet, originals, and what follows."""

import hashlib
import tempfile
import zipfile
import zlib
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import polars as pl

from etl.errors import BrokenFile, UserError
from etl.home import Home
from etl.ingest.chunks import OnProgress
from etl.ingest.import_log import ImportItem
from etl.ingest.stored_originals import stored_originals
from etl.journal.store import Journal
from etl.operations.correct import read_again
from etl.operations.import_files import ImportResult, import_stored
from etl.operations.merge_journals import insert_new
from etl.settings import Settings
from etl.sources.unpack import unpacked
from etl.storage import runner_archive
from etl.storage.disk.durable import write_whole
from etl.storage.duckdb_files import Connection, DatabaseError, open_to_write
from etl.storage.migrations import apply_steps, migrate, steps_of
from etl.storage.originals import Originals
from etl.storage.under_way import importing
from etl.warehouse.tables import Warehouse

_STAYS = "A file of that name is here with other content, and stays as it is."


def import_export(
    home: Home, settings: Settings, file: Path, *, on_progress: OnProgress | None = None
) -> ImportResult:
    """Take an export in. Repeating it changes nothing; entries of an older version are migrated.

    A clinic's file that is otherwise here stays as it is here, and is told as skipped.

    Raises UserError where it is damaged, of a newer version, or about somebody else of that name
    than the runner here; nothing is changed then.
    """
    home.create()
    journal = Journal(home, settings)
    journal.prepare()
    with _readable(file) as archive:
        contents = runner_archive.read_contents(archive, name=file.name)
    with importing(home, contents.runner_id, wait_s=settings.lock_wait_s):
        with _readable(file) as archive:
            frames = _read_entries(archive, contents, name=file.name)
            _refuse_stranger(journal, contents)
            _keep_originals(archive, home)
            said = journal.choices(contents.runner_id).of_reading()
            here = Warehouse(home, settings).activity_ids(contents.runner_id)
            with journal.writing() as connection:
                entry_count = insert_new(connection, frames, runner_id=contents.runner_id)
            left_alone = _keep_clinic_files(archive, home)
        runner = journal.runner(contents.runner_id)
        runs = import_stored(
            home,
            settings,
            stored_originals(home, journal, runner),
            runner=runner,
            on_progress=on_progress,
        )
        known = {activity_id for activity_ids in here.values() for activity_id in activity_ids}
        words = journal.choices(runner.runner_id).of_reading()
        new = {activity_id for (activity_id, _field), _value in words.items() ^ said.items()}
        for activity_id in sorted(new & known):  # read before its correction came
            read_again(home, settings, runner=runner, activity_id=activity_id)
    return replace(runs, items=(*runs.items, *left_alone), entry_count=entry_count)


@contextmanager
def _readable(file: Path) -> Generator[zipfile.ZipFile]:
    """The open archive. Raises UserError where it cannot be read in full."""
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except (
        OSError,
        EOFError,
        KeyError,
        BrokenFile,
        zlib.error,
        zipfile.BadZipFile,
        DatabaseError,
    ) as error:
        message = f"{file.name} cannot be read in full, so nothing was brought in: export it again."
        raise UserError(message) from error


def _read_entries(
    archive: zipfile.ZipFile, contents: runner_archive.Contents, *, name: str
) -> dict[str, pl.DataFrame]:
    """The rows of every table as this version has them.

    They are put into tables of the version that wrote them, which are then brought up to date as
    a journal of that age would be.
    """
    known = steps_of("journal")
    if not set(contents.steps) <= set(known):
        raise UserError(f"{name} was written by a newer Kneewise: update this one first.")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        with open_to_write(place / "arriving.duckdb", wait_s=0) as connection:
            apply_steps(connection, kind="journal", steps=contents.steps)
            for table in contents.tables:
                member = f"{runner_archive.JOURNAL}/{table}.jsonl"
                lines = place / f"{table}.jsonl"
                lines.write_bytes(runner_archive.read_member(archive, member))
                _fill(connection, table, lines)
            migrate(connection, kind="journal")
            frames = {
                table: connection.sql(f"from journal.{table} order by rowid").pl()
                for table in runner_archive.runner_tables(connection)
                if table not in runner_archive.STAYS
            }
    strangers = {
        runner_id
        for frame in frames.values()
        for runner_id in frame["runner_id"].unique().to_list()
    } - {contents.runner_id}
    if strangers:
        raise UserError(f"{name} holds rows of more than one runner, so nothing was brought in.")
    return frames


def _fill(connection: Connection, table: str, lines: Path) -> None:
    """Rows of one file of JSON lines into the table of that name."""
    columns = connection.execute(
        "select column_name, data_type from duckdb_columns()"
        " where database_name = current_database() and schema_name = 'journal' and table_name = ?"
        " order by column_index",
        [table],
    ).fetchall()
    if not columns:
        raise UserError(f"The export holds a table {table} that its version does not have.")
    types = ", ".join(f"{name}: '{kind}'" for name, kind in columns)
    connection.execute(
        f"insert into journal.{table} by name"
        f" from read_json(?, format = 'newline_delimited', columns = {{{types}}})",
        [str(lines)],
    )


def _refuse_stranger(journal: Journal, contents: runner_archive.Contents) -> None:
    """Ids come from names: two people of one name must not become one."""
    for runner in journal.runners():
        created_at = runner.created_at.isoformat() if runner.created_at else ""
        if runner.runner_id == contents.runner_id and created_at != contents.created_at:
            raise UserError(
                f"There is another {runner.display_name} here, set up separately. "
                "Nothing was brought in, so that two people are not mixed up."
            )


def _keep_originals(archive: zipfile.ZipFile, home: Home) -> None:
    """Each original under the hash of its content, which its name must agree with."""
    originals = Originals(home.originals)
    for member in archive.namelist():
        folder, _, name = member.partition("/")
        if folder != runner_archive.ORIGINALS or not name:
            continue
        packed = runner_archive.read_member(archive, member)
        sha256 = name.removesuffix(".gz")
        if hashlib.sha256(unpacked(packed)).hexdigest() != sha256:
            raise zipfile.BadZipFile(member)
        if not originals.path(sha256).exists():
            write_whole(originals.path(sha256), packed)


def _keep_clinic_files(archive: zipfile.ZipFile, home: Home) -> list[ImportItem]:
    """Write files that are missing here; return those that are here with another content."""
    left_alone = []
    for folder in runner_archive.clinic_folders(home):
        for member in archive.namelist():
            where, _, name = member.partition("/")
            if where != folder.name or not name.endswith(".toml") or "/" in name:
                continue
            path, content = folder / name, runner_archive.read_member(archive, member)
            if not path.exists():
                write_whole(path, content)
            elif path.read_bytes() != content:
                left_alone.append(ImportItem(file=member, status="skipped", reason=_STAYS))
    return left_alone
