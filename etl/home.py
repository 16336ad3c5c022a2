"""The one folder everything lies under."""

from dataclasses import dataclass
from pathlib import Path


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
    def clock(self) -> Path:
        """The instant a demonstration stands at; absent in a real home."""
        return self.root / "clock.txt"

    def create(self) -> "Home":
        """Make the folders, readable by their owner only."""
        for folder in (self.root, self.originals, self.samples):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self
