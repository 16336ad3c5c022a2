"""Recordings into the tables of a warehouse that is in use, with all that follows from them."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING

from etl.clock import written_now
from etl.home import Home
from etl.ingest.assumed_zones import settle_zones, zone_of_files
from etl.ingest.exposure import fill_exposure, settle_runs
from etl.journal.entries import Runner
from etl.journal.in_use.choices import Choices
from etl.recording import FORMULA_VERSION
from etl.reference.recording_sources import places
from etl.storage.duckdb_files import Connection
from etl.storage.erasures import erasing, refuse_erased, was_erased
from etl.storage.frames import as_table, scanned_once
from etl.storage.recording_rows import delete_recordings, replaced_by_files

if TYPE_CHECKING:
    import polars as pl

    from etl.ingest.readings import ReadActivity

_FRAME_TABLES = ("split", "descent", "best_effort", "cadence_block")


@dataclass(frozen=True, slots=True)
class Loaded:
    """The runner as they stand in the warehouse, and lent activities that gave way to files."""

    runner: Runner
    replaced: list[str]


def load_into(
    connection: Connection,
    home: Home,
    activities: Sequence["ReadActivity"],
    *,
    runner: Runner,
    choices: Choices,
    here: frozenset[str],
    adopts_zone: bool = False,
) -> Loaded:
    """As `Warehouse.load`, in the transaction of who asks.

    `here` are the ids of runners whom the journal knows, asked where `may_be_erased`. With
    `adopts_zone` the runner's zone is that of their files, where these tell one.
    """
    refuse_if_erased(home, runner, here)
    if activities:
        _delete_former(connection, home, activities)
        _insert_activities(connection, activities, runner=runner)
    if adopts_zone:
        told = zone_of_files(connection, runner_id=runner.runner_id)
        runner = replace(runner, time_zone=told or runner.time_zone)
    mirror_runner(connection, runner)
    apply_choices(connection, choices, runner=runner)
    replaced = replaced_by_files(connection, runner_id=runner.runner_id)
    if replaced:
        delete_recordings(connection, home, replaced)
        apply_choices(connection, choices, runner=runner)
    return Loaded(runner, replaced)


def may_be_erased(home: Home, runner: Runner) -> bool:
    """Whether the runner is being erased, or one of that id was.

    Asked under the file's lock: an erasing that begins now takes out what is written here.
    """
    return runner.runner_id in erasing(home) or was_erased(home, runner.runner_id)


def refuse_if_erased(home: Home, runner: Runner, here: frozenset[str]) -> None:
    """Raises Erasing for who is being erased, or was and is not `here` (by the journal) again."""
    if may_be_erased(home, runner):
        refuse_erased(home, written=[runner.runner_id], standing=here - erasing(home), known=here)


def mirror_runner(connection: Connection, runner: Runner) -> None:
    """Bring the journal's profile of a runner into `core.runner`."""
    row = asdict(runner)
    columns = ", ".join(row)
    known = connection.execute(
        f"select {columns} from core.runner where runner_id = ?",  # noqa: S608  our own names
        [runner.runner_id],
    ).fetchall()
    if known == [tuple(row.values())]:
        return
    connection.execute("delete from core.runner where runner_id = ?", [runner.runner_id])
    connection.execute(
        f"insert into core.runner ({columns}) values ({', '.join('?' for _ in row)})",  # noqa: S608
        list(row.values()),
    )


def apply_choices(connection: Connection, choices: Choices, *, runner: Runner) -> None:
    """Let the runner's own words win, judge the rest, link the same run, judge its altitude."""
    settle_zones(connection, runner_id=runner.runner_id, runner_zone=runner.time_zone)
    given = {
        "chosen": choices.activity,
        "confirmed_rest": choices.rest_day,
        "source_order": choices.source_order,
        "brought": choices.came_with,
        "usual_order": places(),
    }
    with ExitStack() as stack:
        for name, frame in given.items():
            stack.enter_context(as_table(connection, name, frame))
        settle_runs(connection, runner_id=runner.runner_id)


def activity_ids_in(connection: Connection, runner_id: str) -> dict[str, list[str]]:
    """For each original of the runner (SHA-256), the activities it gave."""
    rows = connection.execute(
        "select original_sha256, activity_id from core.activity where runner_id = ?"
        " order by part_index, started_at, activity_id",
        [runner_id],
    ).fetchall()
    found: dict[str, list[str]] = {}
    for sha256, activity_id in rows:
        found.setdefault(sha256, []).append(activity_id)
    return found


def verdicts_in(
    connection: Connection, activity_ids: Sequence[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Which of these activities are the same run as another, and which other; and which do not
    count until their runner says so, and why.
    """
    rows = connection.execute(
        "select activity_id, duplicate_of,"
        " case when is_excluded then set_aside_reason end as doubt from core.activity"
        " where activity_id in (select unnest(?))",
        [list(activity_ids)],
    ).fetchall()
    linked = {activity_id: other for activity_id, other, _ in rows if other is not None}
    return linked, {activity_id: doubt for activity_id, _, doubt in rows if doubt is not None}


def _delete_former(
    connection: Connection, home: Home, activities: Sequence["ReadActivity"]
) -> None:
    wholes = {read.row.part_of or read.activity_id for read in activities}
    written = {read.activity_id for read in activities if read.row.detail_level == "stream"}
    delete_recordings(connection, home, sorted(wholes), but_samples=written)


def _insert_activities(
    connection: Connection, activities: Sequence["ReadActivity"], *, runner: Runner
) -> None:
    import polars as pl  # noqa: PLC0415  a file is being read while it is loaded

    names = [field.name for field in fields(activities[0].row)]
    columns = {name: [getattr(read.row, name) for read in activities] for name in names}
    rows = pl.DataFrame(columns, strict=False).with_columns(
        runner_id=pl.lit(runner.runner_id),
        imported_at=pl.lit(written_now()),
        formula_version=pl.lit(FORMULA_VERSION),
    )
    _insert_frame(connection, "activity", rows)
    for table in _FRAME_TABLES:
        _insert_frame(connection, table, _stacked(activities, table, runner_id=runner.runner_id))
    ids = pl.DataFrame({"activity_id": [read.activity_id for read in activities]})
    with scanned_once(connection, "staged_ids", ids):
        connection.execute("create or replace temp table staged_activity as from staged_ids")
    fill_exposure(connection)


def _stacked(activities: Sequence["ReadActivity"], table: str, *, runner_id: str) -> "pl.DataFrame":
    """One table's frames of all activities, one below the other, with their ids."""
    import polars as pl  # noqa: PLC0415  likewise

    frames: list[pl.DataFrame] = [getattr(read, table) for read in activities]
    rows = pl.concat(frames, how="vertical")
    of_row = [at for at, frame in enumerate(frames) for _ in range(frame.height)]
    ids = pl.Series("activity_id", [read.activity_id for read in activities]).gather(of_row)
    whose = pl.Series("runner_id", [runner_id]).new_from_index(0, rows.height)
    return pl.DataFrame([*rows.get_columns(), ids, whose])


def _insert_frame(connection: Connection, table: str, frame: "pl.DataFrame") -> None:
    with scanned_once(connection, "arriving", frame):
        connection.execute(f"insert into core.{table} by name from arriving")
