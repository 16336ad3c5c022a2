"""What an export holds and where in the ZIP it lies; known to the writer and the reader.

Every table of the journal with a `runner_id` travels, so that a new one is never forgotten.
"""

import json
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from etl.errors import UserError
from etl.home import Home
from etl.storage.duckdb_files import Connection
from etl.storage.journal_rows import tables_with

CONTENTS = "kneewise-export.json"
EXPLANATION = "README.txt"
JOURNAL = "journal"
TOLD = "told"
TABLES = "tables"
ORIGINALS = "originals"

STAYS = frozenset(
    {"access_grant", "audit", "shown_note", "squad_mark", "squad_note", "squad_note_read"}
)
"""Tables that are told to the runner but mean nothing in another home: who may see, who looked, and
what a coach kept of them or showed them."""

_FORMAT = 1
_MOST_MEMBERS = 200_000
_MOST_BYTES = 128 * 2**20  # of one member: an original, or half a million entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The first thing to read in an export.

    `steps` are the migrations that the tables had seen, `tables` counts rows, `created_at` of the
    runner (ISO, UTC) tells two people of one name apart.
    """

    runner_id: str
    created_at: str
    exported_at: str
    steps: tuple[str, ...]
    tables: dict[str, int]
    original_count: int
    lent_count: int
    format: int = _FORMAT

    def as_text(self) -> str:
        """The member of the ZIP."""
        return json.dumps(asdict(self), indent=1)


def is_export(file: Path) -> bool:
    """Whether a file is an export of this program."""
    if not file.is_file() or not zipfile.is_zipfile(file):
        return False
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        return len(names) <= _MOST_MEMBERS and CONTENTS in names


def read_member(archive: zipfile.ZipFile, name: str) -> bytes:
    """One member. Raises KeyError, and BadZipFile where it is damaged or larger than any is."""
    if archive.getinfo(name).file_size > _MOST_BYTES:  # more than that is never unpacked
        raise zipfile.BadZipFile(name)
    return archive.read(name)


def read_contents(archive: zipfile.ZipFile, *, name: str) -> Contents:
    """What an export says of itself. Raises UserError where it is damaged or of a newer kind."""
    try:
        contents = TypeAdapter(Contents).validate_json(read_member(archive, CONTENTS))
    except (ValidationError, zipfile.BadZipFile) as error:
        raise UserError(f"{name} is damaged: export it again.") from error
    if contents.format != _FORMAT:
        raise UserError(f"{name} was written by a newer Kneewise: update this one first.")
    return contents


def runner_tables(connection: Connection) -> list[str]:
    """Tables of the journal with rows of a runner, by name; the journal's file is in use."""
    return tables_with(connection, "runner_id")


def clinic_folders(home: Home) -> tuple[Path, ...]:
    """Folders of a clinic's own files that entries refer to.

    Texts of questionnaires stay where they are licensed: scores are kept without them.
    """
    return (home.programmes, home.mechanics, home.plans)
