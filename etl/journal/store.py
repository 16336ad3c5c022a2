"""What people typed or decided: pain, strength, choices about runs, who imported what.

Nothing is overwritten: an edit is a newer row of the same entry, a deletion a mark on it.
"""

import uuid
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, ClassVar, Protocol, runtime_checkable

from tzlocal import get_localzone_name

from etl.clock import written_now
from etl.errors import UserError
from etl.home import Home
from etl.journal.entries import (
    CHOICE_FIELDS,
    Batch,
    DayLog,
    PainEntry,
    PastInjury,
    RunEffort,
    Runner,
    StrengthEntry,
    WarmUp,
    check_day,
    check_name,
    find_runner,
    to_runner_id,
)
from etl.journal.fields import checked
from etl.journal.in_use.choices import Choices, choices_in
from etl.journal.in_use.runners import adopt_zone_in, runner_in, runners_in, save_runner_in
from etl.settings import Settings
from etl.storage.commits.journal_file import OpenJournal, open_journal, writing_journal
from etl.storage.duckdb_files import Connection
from etl.storage.journal_rows import has_row, insert_row
from etl.storage.migrations import is_known, is_up_to_date, open_up_to_date

Rows = Sequence[Mapping[str, Any]]
_is_up_to_date = partial(is_up_to_date, kind="journal")


class Entry(Protocol):
    """A dataclass that is kept in versions, the newest of which counts; its fields are columns."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def entry_id(self) -> str | None:
        """What its versions share; None for a new one."""
        ...


@runtime_checkable
class Checking(Protocol):
    """An entry with something to say of several of its fields together."""

    def check(self) -> None:
        """Raises UserError for what cannot be."""
        ...


@dataclass(frozen=True, slots=True)
class Journal:
    """The journal of one home; each call opens the file, writes once, closes it."""

    home: Home
    settings: Settings

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """The journal file in one transaction, brought up to date first: see `writing_journal`."""
        with writing_journal(self.home, wait_s=self.settings.lock_wait_s) as connection:
            yield connection

    def opened(self) -> AbstractContextManager[OpenJournal]:
        """The journal file for several transactions of one piece of work."""
        return open_journal(self.home, wait_s=self.settings.lock_wait_s)

    def reading(self) -> AbstractContextManager[Connection]:
        """The journal as it was saved last, to ask; where need be as `writing` leaves it."""
        return open_up_to_date(
            self.home.journal,
            is_up_to_date=_is_up_to_date,
            otherwise=self.writing,
            wait_s=self.settings.lock_wait_s,
        )

    def prepare(self) -> None:
        """Make the file if it is missing, so that readers find its tables."""
        if not is_known(self.home.journal):
            with self.reading():
                pass

    def ensure_runner(self, name: str | None = None, **known: str) -> Runner:
        """The runner of that name, made if new; without a name, the only one there is.

        `known` are fields of a new one. Raises UserError without a name where there are several.
        """
        with self.reading() as connection:
            found, _ = _wanted(runners_in(connection), name)
        if found is not None:
            return found
        with self.writing() as connection:
            runners = runners_in(connection)
            found, wanted = _wanted(runners, name)
            if found is not None:
                return found
            taken = {runner.runner_id for runner in runners}
            runner = replace(self._new_runner(wanted, taken=taken), **known)
            save_runner_in(connection, runner)
            return runner

    def save_runner(self, runner: Runner) -> None:
        """Keep a runner's changed profile."""
        name = check_name(runner.display_name, whose="A runner")
        created_at = runner.created_at or written_now()
        kept = replace(runner, display_name=name, created_at=created_at)
        with self.writing() as connection:
            if runner.runner_id not in {known.runner_id for known in runners_in(connection)}:
                raise UserError("There is no runner with that id: nothing was saved.")
            save_runner_in(connection, kept)

    def adopt_time_zone(self, runner: Runner, time_zone: str | None) -> Runner:
        """The runner with the zone of their own files, where nobody has set the profile yet."""
        if time_zone is None or time_zone == runner.time_zone:
            return runner
        with self.writing() as connection:
            return adopt_zone_in(connection, runner, time_zone)

    def runners(self) -> list[Runner]:
        """Every runner, by name."""
        with self.reading() as connection:
            return runners_in(connection)

    def runner(self, runner_id: str) -> Runner:
        """One runner by id. Raises UserError where there is none."""
        with self.reading() as connection:
            return runner_in(connection, runner_id)

    def log_pain(self, entry: PainEntry, *, saved_by: str = "local") -> str:
        """Keep a pain entry, or a newer version of it; return its entry_id.

        Raises UserError for a score outside 0-10 or a knee, place or chip nobody knows.
        """
        return self.log_pains([entry], saved_by=saved_by)[0]

    def log_pains(self, entries: Sequence[PainEntry], *, saved_by: str = "local") -> list[str]:
        """Keep several pain entries in one transaction."""
        return self.save_entries("pain_entry", entries, saved_by=saved_by)

    def delete_pain(self, entry_id: str, *, saved_by: str = "local") -> None:
        """Mark a pain entry deleted; its history stays."""
        self.mark_deleted("pain_entry", entry_id, saved_by=saved_by)

    def log_strength(self, entry: StrengthEntry, *, saved_by: str = "local") -> str:
        """Keep sets of one exercise, or a newer version of them; return the entry_id."""
        return self.log_strengths([entry], saved_by=saved_by)[0]

    def log_strengths(
        self, entries: Sequence[StrengthEntry], *, saved_by: str = "local"
    ) -> list[str]:
        """Keep several strength entries in one transaction."""
        return self.save_entries("strength_entry", entries, saved_by=saved_by)

    def delete_strength(self, entry_id: str, *, saved_by: str = "local") -> None:
        """Mark sets of an exercise deleted; their history stays."""
        self.mark_deleted("strength_entry", entry_id, saved_by=saved_by)

    def log_warm_up(self, entry: WarmUp, *, saved_by: str = "local") -> str:
        """Keep whether a day had its warm-up, in place of an earlier answer."""
        return self.save_entry("warm_up", entry, saved_by=saved_by)

    def choose_programme(
        self, *, runner_id: str, programme_id: str, from_date: date, saved_by: str = "local"
    ) -> None:
        """From this day on the runner trains by that programme."""
        row = {"runner_id": runner_id, "programme_id": programme_id, "from_date": from_date}
        self.save_rows("strength_programme", [row], saved_by=saved_by)

    def log_sleep(self, entry: DayLog, *, saved_by: str = "local") -> str:
        """Keep how long a night was slept, in place of an earlier answer; return the entry_id."""
        return self.save_entry("day_log", entry, saved_by=saved_by)

    def log_effort(self, entry: RunEffort, *, saved_by: str = "local") -> str:
        """Keep how hard a run felt, in place of an earlier answer; return the entry_id."""
        return self.save_entry("run_effort", entry, saved_by=saved_by)

    def log_injury(self, entry: PastInjury, *, saved_by: str = "local") -> str:
        """Keep an injury of the past; return the entry_id."""
        return self.save_entry("past_injury", entry, saved_by=saved_by)

    def delete_injury(self, entry_id: str, *, saved_by: str = "local") -> None:
        """Mark an injury of the past deleted; its history stays."""
        self.mark_deleted("past_injury", entry_id, saved_by=saved_by)

    def confirm_rest(self, *, runner_id: str, local_date: date, is_rest: bool = True) -> None:
        """The runner says: no run on that day (or takes it back)."""
        row = {
            "runner_id": runner_id,
            "local_date": local_date,
            "is_deleted": not is_rest,
            "saved_at": written_now(),
        }
        with self.writing() as connection:
            insert_row(connection, "rest_day", row)

    def choose(
        self,
        *,
        runner_id: str,
        activity_id: str,
        field: str,
        value: str | None,
        is_deleted: bool = False,
        saved_by: str = "local",
    ) -> None:
        """The runner's word on one recorded activity: it wins over every source, for good.

        With `is_deleted` the word is taken back and the source's own value returns.
        """
        if field not in CHOICE_FIELDS:
            raise UserError(f"An activity has no {field} to choose.")
        if not is_deleted:
            from etl.analysis.corrections import check_correction  # noqa: PLC0415  and all of numpy

            check_correction(field, value)
        row = {
            "activity_id": activity_id,
            "runner_id": runner_id,
            "field": field,
            "value": value,
            "is_deleted": is_deleted,
        }
        self.save_rows("activity_choice", [row], saved_by=saved_by)

    def choices(self, runner_id: str) -> Choices:
        """The runner's own words that hold today, and what each original came with."""
        with self.reading() as connection:
            return choices_in(connection, runner_id)

    def batch(self, batch_id: str) -> Batch:
        """One import by its id. Raises UserError where there is none."""
        asked = "select batch_id, runner_id, undone_at from journal.import_batch where batch_id = ?"
        with self.reading() as connection:
            row = connection.execute(asked, [batch_id]).fetchone()
        if row is None:
            raise UserError("There is no import with that id.")
        return Batch(*row)

    def _new_runner(self, name: str, *, taken: set[str]) -> Runner:
        return Runner(
            runner_id=to_runner_id(name, taken=taken),
            display_name=check_name(name, whose="A runner"),
            time_zone=self.settings.time_zone or get_localzone_name() or "UTC",
            created_at=written_now(),
        )

    def save_entry(self, table: str, entry: Entry, *, saved_by: str) -> str:
        """Check an entry and write a version of it into its table; return the entry_id.

        Raises UserError for a field that holds what it cannot, or a day that has not come.
        """
        return self.save_entries(table, [entry], saved_by=saved_by)[0]

    def save_entries(
        self,
        table: str,
        entries: Sequence[Entry],
        *,
        saved_by: str,
        instead_of: Sequence[str] = (),
    ) -> list[str]:
        """Write a version of each in one transaction; return their entry_ids.

        `instead_of` are entries that stood before: those not written again are marked deleted.
        """
        rows = [self._versioned(entry, saved_by=saved_by) for entry in entries]
        written = [row["entry_id"] for row in rows]
        gone = [entry_id for entry_id in instead_of if entry_id not in written]
        with self.writing() as connection:
            _mark_deleted(connection, table, gone, saved_by=saved_by)
            for row in rows:
                insert_row(connection, table, row)
        return written

    def mark_deleted(self, table: str, *entry_ids: str, saved_by: str) -> None:
        """A newest version of each entry that says it is gone; its history stays."""
        with self.writing() as connection:
            _mark_deleted(connection, table, entry_ids, saved_by=saved_by)

    def save_rows(
        self,
        table: str,
        rows: Rows | Callable[[Connection], Rows],
        *,
        saved_by: str,
        once: str | None = None,
        parts: Mapping[str, Rows] | None = None,
    ) -> None:
        """Write rows that are no versions of an entry: something done, or the newest word.

        They may be a function of the open file. With `once`, a column, none whose value there is
        in the table already; `parts` are rows of other tables that belong to a new one.
        """
        stamp = {"saved_by": saved_by, "saved_at": written_now()}
        with self.writing() as connection:
            for row in rows if isinstance(rows, Sequence) else rows(connection):
                if once is not None and has_row(connection, table, once, row[once]):
                    continue
                insert_row(connection, table, {**row, **stamp})
                for part, of_it in (parts or {}).items():
                    for each in of_it:
                        insert_row(connection, part, {**each, "saved_at": stamp["saved_at"]})

    def _versioned(self, entry: Entry, *, saved_by: str) -> dict[str, Any]:
        today = self.settings.current_time().date()
        row = checked(entry, today=today)
        if isinstance(entry, Checking):
            entry.check()
        if "local_date" in row:
            check_day(row["local_date"], today=today)
        return row | {
            "entry_id": entry.entry_id or uuid.uuid4().hex,
            "is_deleted": False,
            "saved_by": saved_by,
            "saved_at": written_now(),
        }


def _mark_deleted(
    connection: Connection, table: str, entry_ids: Sequence[str], *, saved_by: str
) -> None:
    if not entry_ids:
        return
    connection.execute(
        f"insert into journal.{table} by name select * exclude (saved_order)"  # noqa: S608  our own names
        " replace (true as is_deleted, ? as saved_by, ? as saved_at)"
        f" from journal.{table} where entry_id in (select unnest(?))"
        " qualify row_number() over (partition by entry_id order by saved_order desc) = 1"
        " and not is_deleted",
        [saved_by, written_now(), list(entry_ids)],
    )


def _wanted(runners: Sequence[Runner], name: str | None) -> tuple[Runner | None, str]:
    """Who is meant, if there, and the name; without one, the only runner."""
    if name is None and len(runners) > 1:
        raise UserError("There are several runners here: name one with --runner.")
    wanted = name or (runners[0].display_name if runners else "Runner")
    return find_runner(runners, wanted), wanted
