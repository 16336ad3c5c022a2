"""Everything that can be computed, computed anew from the originals and the journal."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from filelock import FileLock

from etl.analysis.parts import Words
from etl.errors import DataError, Erasing
from etl.home import REBUILDING, Home
from etl.ingest.chunks import Chunk, OnProgress, read_chunks
from etl.ingest.stored_originals import StoredOriginal, stored_originals, stored_originals_in
from etl.journal.in_use.choices import words_of_reading_in
from etl.journal.in_use.runners import runners_in
from etl.journal.store import Journal, Runner
from etl.machine_refusals import require_room
from etl.operations.import_files import import_sources
from etl.settings import Settings
from etl.storage.duckdb_files import (
    Connection,
    OnStep,
    alone,
    open_to_read,
    remove_database,
    replace_file,
)
from etl.storage.erasures import erasing
from etl.sync.loading import load_again
from etl.warehouse.tables import TableChange, Warehouse, differences, formula_versions


@dataclass(frozen=True, slots=True)
class RebuildResult:
    """What a rebuild found: files read, files that failed (label, reason), changes by table.

    `changed` is empty where there was no former warehouse, or none that opens.
    `former_formulas`: the versions of the formulas that filled it.
    """

    file_count: int
    failed: tuple[tuple[str, str], ...]
    changed: dict[str, TableChange]
    former_formulas: tuple[int, ...] = ()


def rebuild(
    home: Home,
    settings: Settings,
    *,
    on_progress: OnProgress | None = None,
    on_step: OnStep = lambda _step: None,
) -> RebuildResult:
    """Read every wanted original again into a new warehouse, then put it in the old one's place.

    The former warehouse serves readers until the last moment, and stays if this is interrupted.
    """
    # No sync, disconnection or sweep between reading what is held and putting it in place.
    with FileLock(home.create().sync_lock, mode=0o600):
        Journal(home, settings).prepare()  # where it cannot be read, nothing is begun
        if home.warehouse.is_file():
            require_room(home.root, 1.5 * home.warehouse.stat().st_size, what="A rebuild")
        fresh = replace(home, warehouse_name=REBUILDING)
        remove_database(fresh.warehouse)
        Warehouse(fresh, settings).prepare()
        return _Rebuild(home, fresh, settings, on_progress).run(on_step)


@dataclass(slots=True)
class _Rebuild:
    """One rebuild: `done` are the originals, by runner, that the fresh warehouse holds."""

    home: Home
    fresh: Home
    settings: Settings
    on_progress: OnProgress | None
    done: set[tuple[str, str]] = field(default_factory=set)
    failed: list[tuple[str, str]] = field(default_factory=list)

    def run(self, on_step: OnStep) -> RebuildResult:
        """Catch up with imports until, under the lock of the former file, nothing is left."""
        wait_s = self.settings.lock_wait_s
        said: dict[str, Words] = {}
        while True:
            former, said = said, self._said()
            self._forget(former, said)
            while left := self._left():
                for runner, sources in left:
                    self._read(runner, sources)
            for runner in self._runners():
                load_again(self.fresh, self.settings, runner.runner_id)
            on_step("warehouse read")
            # Whatever was imported, chosen or taken back is in the journal before it is carried
            # into the warehouse: what is not seen here waits for the lock and meets the new file.
            with alone(self.home.warehouse, wait_s=wait_s):
                if self._left() or self._said() != said:
                    continue
                self._carry_choices()
                if not _opens(self.home, self.settings):
                    # Damaged, or of a newer DuckDB: all in it has been computed anew.
                    remove_database(self.home.warehouse)
                changed = differences(self.home, self.fresh, self.settings)
                formulas = formula_versions(self.home, self.settings)
                fresh, former = self.fresh.warehouse, self.home.warehouse
                replace_file(fresh, former, wait_s=wait_s, on_step=on_step)
            return RebuildResult(len(self.done), tuple(self.failed), changed, formulas)

    def _runners(self) -> list[Runner]:
        with Journal(self.home, self.settings).reading() as connection:
            return self._runners_in(connection)

    def _runners_in(self, connection: Connection) -> list[Runner]:
        hidden = erasing(self.home)
        return [runner for runner in runners_in(connection) if runner.runner_id not in hidden]

    def _said(self) -> dict[str, Words]:
        """By runner: what decides how their recordings are read."""
        with Journal(self.home, self.settings).reading() as connection:
            return {
                runner.runner_id: words_of_reading_in(connection, runner.runner_id)
                for runner in self._runners_in(connection)
            }

    def _forget(self, former: Mapping[str, Words], said: Mapping[str, Words]) -> None:
        """Read once more what runners corrected while it was being read."""
        warehouse = Warehouse(self.fresh, self.settings)
        for runner_id in former.keys() & said.keys():
            words = former[runner_id].items() ^ said[runner_id].items()
            corrected = {activity_id for (activity_id, _field), _value in words}
            if not corrected:
                continue
            for sha256, activity_ids in warehouse.activity_ids(runner_id).items():
                if corrected.intersection(activity_ids):
                    self.done.discard((runner_id, sha256))

    def _left(self) -> list[tuple[Runner, list[StoredOriginal]]]:
        """Originals that some import stands for and that are not in the fresh warehouse."""
        with Journal(self.home, self.settings).reading() as connection:
            found = [
                (runner, stored_originals_in(connection, self.home, runner, but=self.done))
                for runner in self._runners_in(connection)
            ]
        return [(runner, sources) for runner, sources in found if sources]

    def _read(self, runner: Runner, sources: Sequence[StoredOriginal]) -> None:
        warehouse = Warehouse(self.fresh, self.settings)
        chunks = read_chunks(
            self.fresh,
            self.settings,
            sources,
            runner=runner,
            known={},
            on_progress=self.on_progress,
        )
        try:
            for chunk in chunks:
                self.failed += _failures(chunk)
                warehouse.load(chunk.activities, runner=runner)
        except Erasing:
            return  # whoever erases waits for this rebuild, and takes out what is in it
        self.done |= {(runner.runner_id, source.sha256) for source in sources}

    def _carry_choices(self) -> None:
        """What runners chose, and imports that were taken back, since their files were read."""
        warehouse, journal = Warehouse(self.fresh, self.settings), Journal(self.home, self.settings)
        with journal.reading() as connection:
            standing = [
                (runner, stored_originals_in(connection, self.home, runner))
                for runner in self._runners_in(connection)
            ]
        for runner, originals in standing:
            wanted = {one.sha256 for one in originals}
            held = warehouse.activity_ids(runner.runner_id)
            lent = warehouse.lent(runner.runner_id)
            gone = [
                name
                for sha256, names in held.items()
                if sha256 not in wanted
                for name in names
                if name not in lent
            ]
            if gone:
                warehouse.remove(gone, runner=runner)
            with suppress(Erasing):
                warehouse.refresh(runner)


def _failures(chunk: Chunk) -> list[tuple[str, str]]:
    return [(read.label, read.reason or "") for read in chunk.readings if read.status == "failed"]


def retry_failed(
    home: Home, settings: Settings, *, runner: Runner, on_progress: OnProgress | None = None
) -> int:
    """Read the kept originals of files that failed once more; return how many are in now."""
    failed = stored_originals(home, Journal(home, settings), runner, statuses=("failed",))
    result = import_sources(home, settings, failed, runner=runner, on_progress=on_progress)
    return result.count("imported")


def _opens(home: Home, settings: Settings) -> bool:
    if not home.warehouse.is_file():
        return True
    try:
        with open_to_read(home.warehouse, wait_s=settings.lock_wait_s):
            return True
    except DataError:
        return False
