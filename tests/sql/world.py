"""Rows for tests of views: as little as a test wants to say, the rest plain."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from etl.reference.clinic.mechanics_items import our_mechanics
from etl.reference.clinic.mechanics_tables import load_mechanics
from etl.reference.clinic.strength_programme_tables import load_programmes
from etl.reference.clinic.strength_programmes import our_programmes
from etl.reference.rules import Rule, load_rules, read_rules
from etl.storage.duckdb_files import Connection
from etl.storage.migrations import migrate
from etl.warehouse.lazy_views import ViewsOnDemand
from tests.sql.fresh_views import FreshViews
from tests.sql.tables import in_storage_units, rows

TODAY = date(2024, 6, 30)
_SAVED_AT = datetime(2024, 6, 30, 12)  # noqa: DTZ001  stored instants are UTC without a zone
_BASE = ("core", "journal", "rule")

_RUNNER = {
    "runner_id": "mara",
    "display_name": "Mara",
    "time_zone": "Europe/Vienna",
    "week_start": "monday",
    "units": "km",
    "created_at": _SAVED_AT,
    "saved_at": _SAVED_AT,
}
_ACTIVITY = {
    "runner_id": "mara",
    "source": "fit",
    "original_sha256": "00",
    "part_index": 0,
    "sport": "run",
    "sport_rule": "file",
    "is_run": True,
    "is_treadmill": False,
    "is_excluded": False,
    "time_zone": "Europe/Vienna",
    "device": "watch",
    "altitude_source": "barometric",
    "detail_level": "stream",
    "share_class": "own_file",
    "formula_version": 1,
    "imported_at": _SAVED_AT,
}
_BANDS = ("up_2_5", "up_5_10", "up_10", "flat", "down_2_5", "down_5_10", "down_10_15", "down_15")
_EXPOSURE = {
    "runner_id": "mara",
    "running_s": 0.0,
    "walking_s": 0.0,
    "running_m": 0.0,
    "walking_m": 0.0,
    "formula_version": 1,
} | {f"{band}_m": 0.0 for band in _BANDS}
_DESCENT = {
    "runner_id": "mara",
    "start_m": 0.0,
    "length_m": 300.0,
    "loss_m": 24.0,
    "grade_ratio": -0.08,
    "grade_band": "down_5_10",
    "moving_s": 100.0,
    "is_walking": False,
}
_PAIN = {
    "runner_id": "mara",
    "knee": "right",
    "chips": [],
    "red_flags": [],
    "is_limping": False,
    "is_deleted": False,
    "saved_by": "local",
    "saved_at": _SAVED_AT,
}
_OVERRIDE = {
    "runner_id": "mara",
    "reason": "agreed in the clinic",
    "saved_by": "clinician",
    "saved_at": _SAVED_AT,
}


@dataclass(frozen=True, slots=True)
class World:
    """A database in memory with all tables and views."""

    connection: Connection

    def prepare(self) -> "World":
        """Make tables and rules; the views may wait for rows."""
        migrate(self.connection, kind="warehouse")
        migrate(self.connection, kind="journal")
        load_rules(self.connection)
        load_programmes(self.connection, our_programmes())
        load_mechanics(self.connection, our_mechanics())
        self.today(TODAY)
        return self

    def build_kept_views(self, names: Sequence[str] | None = None) -> None:
        """Make the views on the rows there are, the shared ones worked out once.

        Later rows do not show. With `names` only those views and what they need.
        """
        views = ViewsOnDemand.over(self.connection, available=self.tables())
        if names is None:
            views.build_all()
        for name in names or ():
            views.build(name)

    def tables(self) -> set[str]:
        """Every table, as `schema.name`."""
        found = self.connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables()"
            " where schema_name <> 'kept'"
        ).fetchall()
        return {row[0] for row in found}

    def clear(self) -> None:
        """No row is left in tables of runs and of what people typed."""
        tables = [name for name in self.tables() if name.startswith(("core.", "journal."))]
        if isinstance(self.connection, FreshViews):
            tables = self.connection.take_written(tables)
        self.connection.execute(
            ";".join(["select 1", *(f"delete from {table}" for table in tables)])  # noqa: S608  our own names
        )

    def empty(self) -> "World":
        """Only the runner Mara is left, and the rules as they are in the files."""
        self.clear()
        if self.count("rule.rule") != len(read_rules()):  # a test added some
            self.rules()
        self.today(TODAY)
        self.runner()
        self.share("mara")
        return self

    def rules(self, *more: Rule) -> None:
        """The rules of the files, and any more."""
        load_rules(self.connection, rules=(*read_rules(), *more))

    def today(self, day: date) -> None:
        """Set the present day."""
        self.connection.execute(f"create or replace macro as_of_date() as date '{day}'")

    def runner(self, **values: Any) -> None:
        """The runner, or another."""
        row = _RUNNER | values
        self.insert("core.runner", [{k: v for k, v in row.items() if k != "saved_at"}])

    def share(self, runner_id: str, *scopes: str) -> None:
        """Let whoever looks see these scopes of a runner, or all of them."""
        shared = scopes or ("training", "pain", "clinical", "own")
        self.insert(
            "core.shared_scope", [{"runner_id": runner_id, "scope": scope} for scope in shared]
        )

    def a_runner(self, runner_id: str) -> dict[str, Any]:
        """The row of a plain runner of that id."""
        return {k: v for k, v in _RUNNER.items() if k != "saved_at"} | {"runner_id": runner_id}

    def an_activity(self, **values: Any) -> dict[str, Any]:
        """The row of a plain recorded run."""
        return _ACTIVITY | values

    def a_pain(self, **values: Any) -> dict[str, Any]:
        """The row of a plain pain entry."""
        return _PAIN | values

    def activities(self, table: str, **values: Any) -> None:
        """Recorded activities: `day` or `start`, `km`, `min`, and any column by its name."""
        self.insert(
            "core.activity",
            [
                _activity(index, row | values)
                for index, row in enumerate(rows(table), start=self.count("core.activity") + 1)
            ],
        )

    def exposure(self, table: str, **values: Any) -> None:
        """Exposure of recorded runs."""
        self._table("core.exposure", _EXPOSURE, table, values)

    def descent(self, table: str, **values: Any) -> None:
        """Descents of recorded runs, numbered in the order of the table."""
        start = self.count("core.descent")
        self.insert(
            "core.descent",
            [
                _DESCENT | {"descent_index": start + index} | in_storage_units(row) | values
                for index, row in enumerate(rows(table))
            ],
        )

    def speed_band(self, table: str, **values: Any) -> None:
        """Running time by speed."""
        plain = {"runner_id": "mara", "speed_band_index": 0, "is_downhill": False}
        self._table("core.speed_band", plain, table, values)

    def best_effort(self, table: str, **values: Any) -> None:
        """Best efforts."""
        self._table("core.best_effort", {"runner_id": "mara"}, table, values)

    def cadence_block(self, activity_id: str, blocks: list[tuple[float, float]]) -> None:
        """The flat half-minutes of a run, as pairs of speed (m/s) and cadence (steps a minute)."""
        speeds, cadences = [v for v, _ in blocks], [c for _, c in blocks]
        row = {
            "activity_id": activity_id,
            "runner_id": "mara",
            "block_count": len(blocks),
            "sum_speed_mps": sum(speeds),
            "sum_cadence_spm": sum(cadences),
            "sum_speed_squared": sum(v * v for v in speeds),
            "sum_speed_cadence": sum(v * c for v, c in blocks),
            "sum_cadence_squared": sum(c * c for c in cadences),
            "min_speed_mps": min(speeds),
            "max_speed_mps": max(speeds),
            "median_speed_mps": sorted(speeds)[len(speeds) // 2],
            "median_cadence_spm": sorted(cadences)[len(cadences) // 2],
        }
        self.insert("core.cadence_block", [row])

    def rest_day(self, day: date) -> None:
        """A day that the runner confirmed as rest."""
        self.insert("core.rest_day", [{"runner_id": "mara", "local_date": day}])

    def pain(self, table: str, **values: Any) -> None:
        """Pain logs: day, before, during, after, morning, and any column by its name."""
        start = self.count("journal.pain_entry")
        self.insert(
            "journal.pain_entry",
            [
                _PAIN | {"entry_id": f"entry {start + index}"} | _pain(row) | values
                for index, row in enumerate(rows(table))
            ],
        )

    def site_pain(self, table: str, **values: Any) -> None:
        """Pain elsewhere: day, site, side, during, morning, and any column by its name."""
        start = self.count("journal.site_pain")
        plain = {"runner_id": "mara", "is_deleted": False, "saved_by": "local"}
        self.insert(
            "journal.site_pain",
            [
                plain
                | {"entry_id": f"site {start + index}", "saved_at": _SAVED_AT}
                | _pain(row)
                | values
                for index, row in enumerate(rows(table))
            ],
        )

    def light_profile(self, table: str) -> None:
        """Which limits a knee's light goes by: day, knee, profile."""
        start = self.count("journal.light_profile")
        plain = {"runner_id": "mara", "decided_by": "clinician", "is_deleted": False}
        self.insert(
            "journal.light_profile",
            [
                plain
                | {"entry_id": f"light {start + index}", "saved_by": "me", "saved_at": _SAVED_AT}
                | _pain(row)
                for index, row in enumerate(rows(table))
            ],
        )

    def answers(self, table: str) -> None:
        """Answers to the question about warning signs: day, knee, signs (joined by +), reason."""
        self._journal("red_flag_answer", {"knee": None, "reason": "own"}, table)

    def assessments(self, table: str) -> None:
        """That a clinician has looked: day, knee, assessed_by, outcome."""
        plain = {"knee": None, "assessed_by": "doctor", "outcome": "cleared"}
        self._journal("assessment", plain, table)

    def override(self, **values: Any) -> None:
        """A clinician's change of a rule."""
        self.insert("journal.rule_override", [_OVERRIDE | values])

    def count(self, table: str) -> int:
        """Rows of a table."""
        row = self.connection.execute(f"select count(*) from {table}").fetchone()  # noqa: S608  our own names
        return row[0] if row else 0

    def one(self, view: str, column: str, *, where: str = "true") -> Any:
        """The one value of a column."""
        found = self.connection.execute(f"select {column} from {view} where {where}").fetchall()  # noqa: S608  our own names
        assert len(found) == 1, found
        return found[0][0]

    def insert(self, table: str, given: list[dict[str, Any]]) -> None:
        """Put rows into a table by the names of their columns, those that name the same at once.

        Row by row each takes DuckDB two milliseconds to plan, of tables as wide as runs are.
        """
        for columns, rows_of_these in groupby(given, key=tuple):
            together = list(rows_of_these)
            marks = f"({', '.join('?' * len(columns))})"
            statement = f"insert into {table} ({', '.join(columns)}) values "  # noqa: S608  our own names
            values = [value for row in together for value in row.values()]
            self.connection.execute(statement + ", ".join([marks] * len(together)), values)

    def events(self, table: str) -> None:
        """Events ahead: name, event_date, distance_m."""
        self._journal("runner_event", {"name": "Lake half"}, table)

    def _journal(self, name: str, plain: dict[str, Any], table: str) -> None:
        """Rows of a journal table that is kept in versions, each an entry of its own."""
        start = self.count(f"journal.{name}")
        kept = {"runner_id": "mara", "is_deleted": False, "saved_by": "local"}
        self.insert(
            f"journal.{name}",
            [
                kept
                | {"entry_id": f"{name} {start + index}", "saved_at": _SAVED_AT}
                | plain
                | _signs(_pain(row))
                for index, row in enumerate(rows(table))
            ],
        )

    def _table(self, name: str, plain: dict, table: str, values: dict) -> None:
        self.insert(name, [plain | in_storage_units(row) | values for row in rows(table)])


def _activity(index: int, row: dict[str, Any]) -> dict[str, Any]:
    row = dict(row)
    start = row.pop("start", None) or datetime.combine(row.pop("day"), time(7))
    distance_km, minutes = row.pop("km", 10), row.pop("min", 50)
    times = {"moving_s": minutes * 60, "elapsed_s": minutes * 60}
    return (
        _ACTIVITY
        | {"activity_id": f"a{index:02}", "started_at": start, "local_date": start.date()}
        | {"distance_m": None if distance_km is None else distance_km * 1000.0}
        | times
        | in_storage_units(row)
    )


def _pain(row: dict[str, Any]) -> dict[str, Any]:
    names = {"day": "local_date"} | {
        name: f"pain_{name}_score" for name in ("before", "during", "after", "morning")
    }
    return {names.get(name, name): value for name, value in row.items()}


def _signs(row: dict[str, Any]) -> dict[str, Any]:
    """`a+b` in a column of signs is a list of two, a dash none."""
    if "signs" not in row:
        return row
    signs = row.pop("signs")
    return row | {"red_flags": [] if signs is None else signs.split("+")}


def daily(first: date, kilometres: Sequence[float]) -> str:
    """A table of one run a day from a list of kilometres, days off as 0."""
    lines = [f"{first + timedelta(days=index)} | {km}" for index, km in enumerate(kilometres) if km]
    return "\n".join(["day | km", *lines])
