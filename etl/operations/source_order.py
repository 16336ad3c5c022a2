"""Which sources a runner wants asked first for a run's numbers: said once, carried in at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from etl.errors import UserError
from etl.home import Home
from etl.journal.store import Journal
from etl.reference.recording_sources import read_source_order
from etl.settings import Settings
from etl.sync.platforms import all_terms
from etl.warehouse.tables import Warehouse


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOrder:
    """Sources by name, the first one first; none: the usual order."""

    runner_id: str
    source_names: tuple[str, ...] = ()

    @property
    def entry_id(self) -> str:
        """One a runner: a second answer replaces the first."""
        return self.runner_id

    def check(self) -> None:
        """Raises UserError for a source nobody knows, or one named twice."""
        known = known_sources()
        for name in self.source_names:
            if name not in known:
                raise UserError(f"There is no source {name}: known are {', '.join(known)}.")
        if len(set(self.source_names)) < len(self.source_names):
            raise UserError("Each source has one place in the order: name it once.")


def known_sources() -> tuple[str, ...]:
    """Every source a recording can come with: in the usual order, then those without a place."""
    usual = [source.id for source in read_source_order().sources]
    return tuple(dict.fromkeys([*usual, *(terms.provider for terms in all_terms())]))


def source_order(home: Home, settings: Settings, *, runner_id: str) -> tuple[str, ...]:
    """What the runner wants asked first; empty: the usual order holds."""
    return tuple(Journal(home, settings).choices(runner_id).source_order["source_name"])


def order_sources(
    home: Home,
    settings: Settings,
    source_names: Sequence[str],
    *,
    runner_id: str,
    saved_by: str = "local",
) -> None:
    """Save the order, none for the usual one, and take every run's numbers by it from now on.

    No file is read again, and no run is counted that was not, or otherwise. Raises UserError for a
    source nobody knows.
    """
    journal = Journal(home, settings)
    runner = journal.runner(runner_id)
    order = SourceOrder(runner_id=runner_id, source_names=tuple(source_names))
    journal.save_entry("source_order", order, saved_by=saved_by)
    Warehouse(home, settings).refresh(runner)
