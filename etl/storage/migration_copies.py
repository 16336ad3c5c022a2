"""A database file as it was before its tables were changed by a newer version."""

from pathlib import Path

from etl.storage.duckdb_files import Connection, remove_database, to_attach, to_disk

KEPT = 3
_BEGINNING = "before-"


def keep_copy(connection: Connection, step: str, *, path: Path, folder: Path) -> Path:
    """Copy the file in use, of that path, into the folder, named by the first step that is to come.

    Nothing may have been written in the open transaction, of which the copy is no part. The newest
    three of a file stay.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    copy = folder / f"{_BEGINNING}{step.removesuffix('.sql')}-{path.name}"
    writing = copy.with_name(f".writing-{copy.name}")
    remove_database(writing)
    connection.commit()  # one transaction writes into one file only
    connection.execute(to_attach(writing, name="former"))
    connection.execute("copy from database writing to former")
    connection.execute("checkpoint former")
    connection.execute("detach former")
    connection.begin()
    writing.chmod(0o600)
    to_disk(writing)
    writing.replace(copy)
    to_disk(folder)
    for older in sorted(copies_of(path, folder), key=lambda one: one.stat().st_mtime)[:-KEPT]:
        older.unlink()
    return copy


def copies_of(path: Path, folder: Path) -> list[Path]:
    """The copies of a file that stand in the folder."""
    return sorted(folder.glob(f"{_BEGINNING}*-{path.name}"))
