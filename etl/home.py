"""The one folder everything lies under, and that nobody but its owner reads what is in it."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

REBUILDING = "warehouse.rebuilding.duckdb"
"""A warehouse that is being built anew, until it takes the former one's place."""

PRIVATE_UMASK = 0o077
"""For every process that writes here: DuckDB and SQLite make files of their own accord."""
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
# Nothing else in the folder is touched: it may be one that somebody uses for other things too.
_OWN_FOLDERS = frozenset(
    {
        *("originals", "samples", "documents", "events", "erasing", "importing"),
        *("programmes", "mechanics", "plans", "questionnaires", "brand", "backups"),
    }
)
_OWN_ENDINGS = (".duckdb", ".wal", ".lock", ".key", ".token")
_OWN_BEGINNINGS = (
    *(
        "journal.",
        "warehouse.",
        "sync.sqlite",
        "sign_ins.sqlite",
        "upload_tokens.sqlite",
        "looked_at.sqlite",
        "materialized.sqlite",
        "reads.",
        "refused.",
        "audit.",
        "clock.txt",
        "demo.txt",
    ),
    *("shown.", "erased.", "sign_offs."),
    *("upload-", "export-", ".restoring-", ".writing-"),
)


@dataclass(frozen=True, slots=True)
class Home:
    """Names the places under `KNEEWISE_HOME`; creates nothing but the folders asked for."""

    root: Path
    warehouse_name: str = "warehouse.duckdb"

    @property
    def originals(self) -> Path:
        """Bytes as they came, content-addressed and compressed."""
        return self.root / "originals"

    @property
    def samples(self) -> Path:
        """Per-second streams without coordinates, one Parquet file an activity."""
        return self.root / "samples"

    @property
    def warehouse(self) -> Path:
        """Typed tables, exposure and the views that need no journal."""
        return self.root / self.warehouse_name

    @property
    def journal(self) -> Path:
        """What people typed or decided."""
        return self.root / "journal.duckdb"

    @property
    def materialized(self) -> Path:
        """Rows of views, worked out beforehand (SQLite); may be thrown away, never in a backup."""
        return self.root / "materialized.sqlite"

    @property
    def questionnaires(self) -> Path:
        """Texts of questionnaires that a clinic has a licence for, one TOML file each."""
        return self.root / "questionnaires"

    @property
    def documents(self) -> Path:
        """Activities as a platform's API told them, without names and places; never in a backup."""
        return self.root / "documents"

    @property
    def sync_ledger(self) -> Path:
        """Connected accounts, and what was fetched from where until when (SQLite)."""
        return self.root / "sync.sqlite"

    @property
    def sign_ins(self) -> Path:
        """Who is signed in now (SQLite); never in a backup."""
        return self.root / "sign_ins.sqlite"

    @property
    def upload_tokens(self) -> Path:
        """By which tokens files come in, their hashes alone (SQLite); never in a backup."""
        return self.root / "upload_tokens.sqlite"

    @property
    def looked_at(self) -> Path:
        """Which files of watched folders were looked at (SQLite); may be thrown away."""
        return self.root / "looked_at.sqlite"

    @property
    def sync_lock(self) -> Path:
        """Held by the one process that syncs."""
        return self.root / "sync.lock"

    @property
    def events(self) -> Path:
        """Webhook events that wait to be looked into, one small file each."""
        return self.root / "events"

    @property
    def secret_key(self) -> Path:
        """The key that encrypts tokens; no backup holds it."""
        return self.root / "secret.key"

    @property
    def backups(self) -> Path:
        """Nightly copies of the journal, and one from before each change of its tables."""
        return self.root / "backups"

    @property
    def programmes(self) -> Path:
        """A clinic's own strength programmes, one TOML file each; absent in most homes."""
        return self.root / "programmes"

    @property
    def mechanics(self) -> Path:
        """What a clinic looks at in a mechanics check, TOML files; absent in most homes."""
        return self.root / "mechanics"

    @property
    def plans(self) -> Path:
        """A clinic's own kinds of plans, one TOML file each; absent in most homes."""
        return self.root / "plans"

    @property
    def sign_offs(self) -> Path:
        """Who checked which file of rules, plans and programmes; absent where nobody has."""
        return self.root / "sign_offs.toml"

    @property
    def clock(self) -> Path:
        """The instant a demonstration stands at; absent in a real home."""
        return self.root / "clock.txt"

    @property
    def token(self) -> Path:
        """What opens the dashboard of this home in a browser; no backup holds it."""
        return self.root / "address.token"

    def create(self) -> "Home":
        """Make the folders, readable by their owner only, whoever made the one they lie in."""
        for folder in (self.root, self.originals, self.samples):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if any(map(_is_open, (self.journal, self.warehouse, self.originals, self.samples))):
            self.make_private()
        return self

    def make_private(self) -> int:
        """Shut out everybody but the owner from all that is ours here; how much was open.

        What belongs to another user of the machine stays as it is: `open_to_others` names it.
        """
        return sum(map(_shut, list(self.open_to_others())))

    def open_to_others(self) -> Iterator[Path]:
        """Files and folders of ours that other users of the machine could read or change."""
        if os.name != "posix" or not self.root.is_dir():
            return  # elsewhere a folder of the user is theirs alone
        for entry in self.root.iterdir():
            if not _is_ours(entry):
                continue
            inside = entry.rglob("*") if entry.is_dir() and not entry.is_symlink() else ()
            yield from filter(_is_open, (entry, *inside))


def _is_ours(entry: Path) -> bool:
    name = entry.name
    if entry.is_dir():
        return name in _OWN_FOLDERS or name.startswith(_OWN_BEGINNINGS)
    return name.endswith(_OWN_ENDINGS) or name.startswith(_OWN_BEGINNINGS)


def _is_open(path: Path) -> bool:
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:  # gone meanwhile
        return False
    return os.name == "posix" and not stat.S_ISLNK(mode) and bool(mode & _OTHERS)


def _shut(path: Path) -> bool:
    try:
        path.chmod(stat.S_IMODE(path.lstat().st_mode) & ~_OTHERS)
    except OSError:  # gone meanwhile, another user's, or on a disk that is only read
        return False
    return True
