"""A server's worth of people: the invented runners many times over, two clubs, their coaches."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from etl.demo import build_demo
from etl.home import Home
from etl.journal.store import Journal
from etl.people.accounts import add_person
from etl.people.grants import give
from etl.people.groups import Member, join, make_group
from etl.settings import Settings
from etl.storage.duckdb_files import Connection
from etl.warehouse.tables import Warehouse

_IDS = frozenset(
    [
        "runner_id",
        "activity_id",
        "duplicate_of",
        "entry_id",
        "session_id",
        "batch_id",
        "plan_id",
        "action_id",
    ]
)
_SQUAD_SIZE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """A person with an account, and the names that may appear on their pages."""

    email: str
    is_coach: bool
    may_see: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """A home, its people, and each runner's name by runner id: no name is a part of another."""

    home: Home
    settings: Settings
    people: tuple[Somebody, ...]
    names: dict[str, str]


def make_crowd(folder: Path, *, copies: int = 10, coaches: int = 10, runners: int = 40) -> Crowd:
    """Fill a folder: the demonstration's runners `copies` times, most of them in a first club.

    Half of the coaches are of the first club and half of the second; they see their club's squads
    of ten. So many runners have accounts of their own.
    """
    home = Home(folder)
    settings = Settings(home=folder)
    build_demo(home, settings, lambda *_: None)
    settings = settings.at(home)
    _multiply(home, settings, copies)
    names = _rename(home, settings)
    first = [*names][:100]
    clubs = (first, [one for one in names if one not in first])
    people = [
        *_coaches(home, settings, clubs, names, count=coaches),
        *_runners(home, settings, names, count=runners),
    ]
    return Crowd(home=home, settings=settings, people=tuple(people), names=names)


def _multiply(home: Home, settings: Settings, copies: int) -> None:
    for schema, file in (("core", Warehouse(home, settings)), ("journal", Journal(home, settings))):
        with file.writing() as connection:
            for table in _tables(connection, schema):
                _multiply_rows(connection, table, copies)


def _tables(connection: Connection, schema: str) -> list[str]:
    rows = connection.execute(
        "select distinct schema_name || '.' || table_name"
        " from duckdb_columns() inner join duckdb_tables() using (schema_name, table_name)"
        " where schema_name = ? and column_name = 'runner_id' order by all",
        [schema],
    ).fetchall()
    return [row[0] for row in rows]


def _multiply_rows(connection: Connection, table: str, copies: int) -> None:
    columns = [row[0] for row in connection.execute(f"describe {table}").fetchall()]
    made = ", ".join(
        f"{name} || '-' || copy as {name}" if name in _IDS else name for name in columns
    )
    connection.execute(
        f"insert into {table} select {made} from {table}, range(1, {copies}) as made (copy)"  # noqa: S608  our own names
    )


def _rename(home: Home, settings: Settings) -> dict[str, str]:
    """Names that can be searched for: invented letters, each of one length."""
    with Journal(home, settings).writing() as connection:
        rows = connection.execute(
            "select distinct runner_id from journal.runner order by runner_id"
        ).fetchall()
        names = {row[0]: f"Runner {index:04}q" for index, row in enumerate(rows)}
        for runner_id, name in names.items():
            connection.execute(
                "update journal.runner set display_name = ? where runner_id = ?", [name, runner_id]
            )
    with Warehouse(home, settings).writing() as connection:
        for runner_id, name in names.items():
            connection.execute(
                "update core.runner set display_name = ? where runner_id = ?", [name, runner_id]
            )
    return names


def _coaches(
    home: Home,
    settings: Settings,
    clubs: tuple[list[str], list[str]],
    names: dict[str, str],
    *,
    count: int,
) -> Iterator[Somebody]:
    journal, today = Journal(home, settings), settings.current_time().date()
    for club_index, runner_ids in enumerate(clubs):
        groups = [
            make_group(journal, kind="squad", display_name=f"Squad {club_index}.{start}")
            for start in range(0, len(runner_ids), _SQUAD_SIZE)
        ]
        for index, runner_id in enumerate(runner_ids):
            give(
                journal,
                runner_id=runner_id,
                viewer_id=groups[index // _SQUAD_SIZE].group_id,
                scopes=["training", "pain"],
                from_date=today,
                until_date=None,
                granted_by=runner_id,
            )
        for coach_index in range(club_index, count, len(clubs)):
            email = f"coach{coach_index}@example.org"
            coach = add_person(journal, email=email, roles=["coach"])
            with journal.writing() as connection:
                for group in groups:
                    member = Member(
                        group_id=group.group_id, person_id=coach.person_id, role="coach"
                    )
                    join(connection, member, today=today, saved_by="local")
            may_see = frozenset(names[runner_id] for runner_id in runner_ids)
            yield Somebody(email=email, is_coach=True, may_see=may_see)


def _runners(
    home: Home, settings: Settings, names: dict[str, str], *, count: int
) -> Iterator[Somebody]:
    journal = Journal(home, settings)
    for index, (runner_id, name) in enumerate(list(names.items())[-count:]):
        email = f"runner{index}@example.org"
        add_person(journal, email=email, own_runner_id=runner_id)
        yield Somebody(email=email, is_coach=False, may_see=frozenset({name}))
