"""One declared field says who reads, who writes and what is audited, and the SQL keeps to it."""

import shutil
from collections.abc import Iterator
from datetime import date
from itertools import chain, combinations
from pathlib import Path
from typing import Any

import pytest
import sqlglot
from sqlglot import exp

from dashboard.access import access_files
from dashboard.access.access_files import (
    SCOPES,
    AccessFile,
    access_file,
    read_access_files,
    tables_with_access,
    to_access_file,
)
from dashboard.access.gateway import KINDS, Gateway, Viewer
from dashboard.access.policy import sources_of, sources_of_grants
from dashboard.access.read_audit import kinds_of
from dashboard.access.write_guard import Writer, scopes_of
from etl.errors import DataError
from etl.journal.entries import DayLog
from etl.journal.store import Journal
from etl.people.accounts import add_person
from etl.people.grants import give
from etl.storage.duckdb_files import Connection, attached, open_in_memory
from sql import ROOT
from tests.builders import a_home
from tests.builders.homes import NOW

TODAY = NOW.date()

DECLARED = {
    "any": "core.runner core.shared_scope",
    "training": "core.activity core.best_effort core.cadence_block core.descent core.exposure"
    " core.rest_day core.speed_band core.split core.withheld journal.activity_choice"
    " journal.cadence_goal journal.cadence_plan journal.plan_action journal.plan_step"
    " journal.run_effort journal.runner_event journal.source_order journal.squad_mark"
    " journal.squad_note"
    " journal.strength_programme journal.training_habit journal.warm_up",
    "pain": "journal.check_in journal.check_in_wish journal.day_log journal.light_profile"
    " journal.pain_entry journal.past_injury journal.red_flag_answer journal.site_pain",
    "clinical": "journal.clinic_note",
    "pain clinical": "journal.assessment",
    "training pain": "core.onset_split journal.cadence_action journal.plan journal.plan_change"
    " journal.strength_entry",
    "training clinical": "journal.rule_override",
    "training pain clinical": "journal.mechanics_finding",
    "own": "journal.access_grant journal.audit journal.diary_batch journal.import_batch"
    " journal.import_item journal.receipt journal.shown journal.shown_note",
}
"""What writing a table asks for, and what reading it is audited as; own only where it is alone."""


def test_what_is_written_and_audited_is_what_it_was_meant_to_be() -> None:
    """Written down by hand: a header changes neither without this table."""
    meant = {
        name: set(words.split()) for words, names in DECLARED.items() for name in names.split()
    }
    assert meant.keys() == set(tables_with_access())
    for name, scopes in meant.items():
        assert kinds_of(name) == scopes & KINDS, name
        schema, table = name.split(".")
        if schema == "journal":
            assert scopes_of(table) == scopes, name
    assert kinds_of("journal.team_person") == frozenset()
    assert scopes_of("team_person") == {"own"}


SETS = tuple(
    frozenset(chosen)
    for chosen in chain.from_iterable(combinations(sorted(SCOPES), n) for n in range(5))
)

VARIANTS: dict[str, list[dict[str, Any]]] = {
    "core.activity": [{}, {"activity_id": "lent", "share_class": "own_eyes"}],
    "journal.cadence_action": [{"action": "calf_pain"}, {"action": "step"}],
    "journal.mechanics_finding": [
        {"entry_id": "a", "seen_by": "runner"},
        {"entry_id": "b", "seen_by": "clinician"},
    ],
    "journal.pain_entry": [{"saved_order": 1}, {"saved_order": 2, "note": "changed"}],
}
"""Rows that a grant opens differently; of all other tables one."""

PLAIN = {
    "VARCHAR": "x",
    "VARCHAR[]": ["training"],
    "BOOLEAN": False,
    "DATE": TODAY,
    "TIMESTAMP": NOW.replace(tzinfo=None),
    "TIMESTAMP WITH TIME ZONE": NOW,
}
WORDS = {
    "runner_id": "mara",
    "viewer_id": "coach",
    "saved_by": "coach",
    "share_class": "own_file",
    "is_run": True,
    "is_shown_to_runner": True,
    "duplicate_of": None,
    "expires_at": None,
}


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """Every stored table with a row of one runner in it, under the names the access files use."""
    home, _ = a_home(tmp_path_factory.mktemp("access") / "home")
    with open_in_memory() as connection:
        stored = {"warehouse": home.warehouse, "journal_file": home.journal}
        files = {f"{name}_empty": path for name, path in stored.items()}
        with attached(connection, files, wait_s=30):
            for database, schema in (("warehouse", "core"), ("journal_file", "journal")):
                connection.execute(f"attach ':memory:' as {database}")
                connection.execute(f"create schema {database}.{schema}")
                for table in sorted({name for db, name in every_source() if db == database}):
                    source, target = f"{database}_empty.{table}", f"{database}.{table}"
                    connection.execute(f"create table {target} as from {source}")
        for database, table in sorted(every_source()):
            for values in VARIANTS.get(table, [{}]):
                fill(connection, database, table, values)
        connection.execute(
            "create temp table moment as select ? as now, 'coach' as viewer_id", [NOW]
        )
        yield connection


def every_source() -> frozenset[tuple[str, str]]:
    """All stored tables that access files read."""
    return frozenset().union(*(file.stored for file in read_access_files().values()))


def fill(connection: Connection, database: str, table: str, values: dict[str, Any]) -> None:
    """A row without a null, but for what would hide it."""
    columns = connection.execute(f"describe {database}.{table}").fetchall()
    row = {name: (WORDS | values).get(name, plain(kind)) for name, kind, *_ in columns}
    marks = ", ".join("?" for _ in row)
    insert = f"insert into {database}.{table} values ({marks})"  # noqa: S608  our own names
    connection.execute(insert, list(row.values()))


def plain(kind: str) -> Any:
    """A value of a type."""
    return PLAIN.get(kind, [1] if kind.endswith("[]") else 1)


def opened(
    connection: Connection, file: AccessFile, granted: frozenset[str]
) -> tuple[list[str], list[str]]:
    """The rows that these scopes of a runner open through a file, as the policy asks for them.

    And those that its own query alone opens.
    """
    connection.execute(
        "create or replace temp table granted (runner_id text, scope text, until_date date)"
    )
    for scope in granted:
        connection.execute("insert into granted values ('mara', ?, null)", [scope])
    connection.execute(
        "create or replace temp table shared as"
        " select runner_id, list(scope) as scopes from granted group by runner_id"
    )
    lent = {"now": NOW.replace(tzinfo=None), "is_lent_shareable": False, "sees_lent": True}
    visible = access_file("visible")
    given = lent if file.name == "visible" else {}
    if "visible" in file.reads:
        connection.execute(f"create or replace temp table visible as {visible.query}", lent)
    policy, alone = (
        sorted(map(repr, connection.execute(sql, given).fetchall()))
        for sql in (file.query, file.sql)
    )
    return policy, alone


FILES = tuple(name for name in read_access_files() if name != "granted")


@pytest.mark.parametrize("name", FILES)
def test_the_query_filters_by_the_scopes_its_header_names(rows: Connection, name: str) -> None:
    """Each scope opens something, none beside them does, and the query asks for no other.

    Through `visible`, what was lent is the runner's own.
    """
    file = access_file(name)
    through_visible = access_file("visible").scopes if "visible" in file.reads else frozenset()
    both = {granted: opened(rows, file, granted) for granted in SETS}
    found = {granted: policy for granted, (policy, _) in both.items()}
    assert found == {granted: alone for granted, (_, alone) in both.items()}
    assert not found[frozenset()]
    if not file.scopes:
        assert all(found[frozenset({scope})] for scope in SCOPES)
        return
    assert found == {granted: found[granted & (file.scopes | through_visible)] for granted in SETS}
    for scope in file.scopes:
        assert any(found[granted] != found[granted - {scope}] for granted in SETS), scope


def test_who_is_granted_what_is_only_words_that_headers_know(rows: Connection) -> None:
    """The owner is granted all scopes there are."""
    days = {"as_of_date": TODAY, "zones": ["UTC"], "dates": [TODAY]}
    given = {"viewer_id": "local", "is_owner": True, "runner_id": None, **days}
    found = rows.execute(access_file("granted").sql, given).fetchall()
    assert {scope for _, scope, _ in found} == SCOPES == access_file("granted").scopes
    assert SCOPES - {"own"} == KINDS


@pytest.mark.parametrize("name", read_access_files())
def test_the_header_names_the_stored_tables_that_the_query_reads(name: str) -> None:
    """A snapshot is thrown away when one of them changes: none may be forgotten."""
    file = access_file(name)
    found = sqlglot.parse_one(file.sql, read="duckdb").find_all(exp.Table)
    names = {".".join(part.name for part in table.parts) for table in found}
    stored = {one for one in names if "." in one or one == "visible"}
    assert file.reads == (stored or {"granted"})


def test_what_lies_behind_a_snapshot_follows_from_the_headers() -> None:
    """Through `visible` too; what changes only with its activity is left to that."""
    assert sources_of(frozenset({"core.split"})) == {"core.activity", "core.runner"}
    assert sources_of(frozenset({"journal.day_log"})) == {"journal.day_log", "core.runner"}
    assert ("journal_file", "journal.access_grant") in sources_of_grants()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("-- Sleep.\nselect 1", "journal.nap.sql: its header lacks a line '-- scope: …'"),
        ("-- scope: pain\nselect 1", "lacks a line '-- reads: …'"),
        ("-- reads: granted\nselect 1\n-- scope: pain", "lacks a line '-- scope: …'"),
        ("-- scope: pian\n-- reads: granted", "must be any, or some of .*pain.*, not pian"),
        ("-- scope: any, pain\n-- reads: granted", "not any"),
        ("-- scope: \n-- reads: granted", "must be any, or some of"),
        ("-- scope: pain\n-- scope: own\n-- reads: granted", "more than one line '-- scope: …'"),
    ],
)
def test_a_header_that_leaves_it_open_is_refused(text: str, said: str) -> None:
    """With the file's name, and what is wrong."""
    with pytest.raises(DataError, match=said):
        to_access_file("journal.nap", text)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The access files as a copy that a test may change."""
    caches = (read_access_files, kinds_of, sources_of, sources_of_grants)
    shutil.copytree(ROOT / "access", tmp_path / "sql" / "access")
    monkeypatch.setattr(access_files, "ROOT", tmp_path / "sql")
    for cached in caches:
        cached.cache_clear()
    yield tmp_path / "sql" / "access" / "journal.day_log.sql"
    for cached in caches:
        cached.cache_clear()


def test_policy_guard_and_audit_read_the_same_field(elsewhere: Path, tmp_path: Path) -> None:
    """One word of a header moves all three; the query alone, left behind, opens nothing."""
    home, settings = a_home(tmp_path / "home")
    journal = Journal(home, settings)
    mara = journal.ensure_runner("Mara").runner_id
    journal.log_sleep(DayLog(runner_id=mara, local_date=date(2026, 5, 1), sleep_h=7.0))
    viewers = {}
    for scope in ("pain", "clinical"):
        person = add_person(journal, email=f"{scope}@example.org", roles=["clinician"])
        give(
            journal,
            runner_id=mara,
            viewer_id=person.person_id,
            scopes=[scope],
            from_date=TODAY,
            until_date=None,
            granted_by="mara",
        )
        viewers[scope] = Viewer(viewer_id=person.person_id, is_owner=False)

    def allowed() -> tuple[dict[str, int], dict[str, bool], frozenset[str]]:
        for cached in (read_access_files, kinds_of):
            cached.cache_clear()
        read = {
            scope: Gateway(home, settings).load(viewer, "journal.day_log").height
            for scope, viewer in viewers.items()
        }
        write = {scope: clinician(mara, scope).may_write("day_log", mara) for scope in viewers}
        return read, write, kinds_of("journal.day_log")

    text = elsewhere.read_text("utf-8")
    is_pain = {"pain": True, "clinical": False}
    is_clinical = {"pain": False, "clinical": True}
    assert allowed() == (is_pain, is_pain, {"pain"})
    moved = text.replace("-- scope: pain", "-- scope: clinical")
    elsewhere.write_text(moved, "utf-8")
    assert allowed() == ({"pain": 0, "clinical": 0}, is_clinical, {"clinical"})
    elsewhere.write_text(moved.replace("scope = 'pain'", "scope = 'clinical'"), "utf-8")
    assert allowed() == (is_clinical, is_clinical, {"clinical"})


def clinician(runner_id: str, scope: str) -> Writer:
    """A clinician to whom a runner granted this."""
    return Writer(
        person_id="x", is_coach=False, is_clinician=True, scopes={runner_id: frozenset({scope})}
    )


def test_nobody_sees_anything_while_a_file_declares_nothing(
    elsewhere: Path, tmp_path: Path
) -> None:
    """Neither that table nor another, and the owner neither."""
    gateway = Gateway(*a_home(tmp_path / "home"))
    gateway.load(Viewer(), "core.runner")
    elsewhere.write_text(elsewhere.read_text("utf-8").replace("-- scope: pain\n", ""), "utf-8")
    read_access_files.cache_clear()
    refused = "sql/access/journal.day_log.sql: its header lacks a line '-- scope: …'"
    with pytest.raises(DataError, match=refused):
        Gateway(gateway.home, gateway.settings).load(Viewer(), "core.runner")
    with pytest.raises(DataError, match=refused):
        scopes_of("pain_entry")


def test_what_reads_activities_declares_the_scope_that_opens_them(elsewhere: Path) -> None:
    """`visible` holds no scope to filter by."""
    elsewhere.write_text(
        elsewhere.read_text("utf-8").replace("-- reads: ", "-- reads: visible, "), "utf-8"
    )
    with pytest.raises(DataError, match="it reads visible, so its scope must name training"):
        read_access_files()
