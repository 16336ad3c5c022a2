"""The one folder everything lies under."""

from dataclasses import dataclass
from pathlib import Path

REBUILDING = "warehouse.rebuilding.duckdb"
"""A warehouse that is being built anew, until it takes the former one's place."""


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

    def create(self) -> "Home":
        """Make the folders, readable by their owner only."""
        for folder in (self.root, self.originals, self.samples):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self
