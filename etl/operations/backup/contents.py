"""What lies in a backup, under which names, and what it says of itself."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from etl.errors import UserError
from etl.storage.erasures import ERASED_SINCE, TOMBSTONES

JOURNAL = "journal.duckdb"
CLOCK = "clock.txt"
SIGN_OFFS = "sign_offs.toml"
MANIFEST = "backup.json"
ORIGINALS = "originals"
CLINIC = ("programmes", "mechanics", "plans", "questionnaires")  # folders of a clinic's own files
_FILES = frozenset({JOURNAL, CLOCK, SIGN_OFFS, TOMBSTONES, ERASED_SINCE, MANIFEST})


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """When it was made (UTC), and what has to be in it to be whole.

    `digests`: table of the journal to its number of rows and a sum over all their values.
    `original_count` is None where originals were left out.
    """

    made_at: datetime
    digests: dict[str, tuple[int, str]]
    original_count: int | None

    def to_json(self) -> bytes:
        """As it lies in the file."""
        return _MANIFEST.dump_json(self)


_MANIFEST = TypeAdapter(Manifest)


def read_manifest(content: bytes) -> Manifest:
    """What a backup says of itself. Raises UserError where that cannot be read."""
    try:
        return _MANIFEST.validate_json(content)
    except ValidationError as error:
        raise UserError("The backup's own list of contents cannot be read.") from error


def is_ours(name: str) -> bool:
    """Whether a member of an archive belongs to a home, by its name alone."""
    folder, _, rest = name.partition("/")
    ending = {ORIGINALS: ".gz", **dict.fromkeys(CLINIC, ".toml")}.get(folder)
    is_inside = ending is not None and rest.endswith(ending) and ".." not in name
    return name in _FILES or is_inside
