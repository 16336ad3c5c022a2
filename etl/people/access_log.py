"""Who read whose data: rows that hold the hash of the row before them, one chain a runner.

A read is first a line in a file, which takes no database and outlives a crash, and joins its chain
within minutes: the file is set aside, joined and removed, and one that somebody who was killed had
set aside is joined first. A chain of its own lets a runner be erased without breaking anybody
else's. Of what was read only the kind is kept, never the data.
"""

import hashlib
import json
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock

from etl.home import Home
from etl.journal.store import Journal
from etl.people.chain_ends import Ends, cut_chains, ends_in, keep_ends, kept_ends, whole_ends
from etl.settings import Settings
from etl.storage.duckdb_files import Connection, OnStep
from etl.storage.frames import frame_of
from etl.storage.journal_rows import insert_row

_SPOOL = "reads.jsonl"
_JOINING = "reads.joining.jsonl"
_LOCK = "reads.lock"
_JOINING_LOCK = "reads.joining.lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """Somebody read one kind of a runner's data in the hour that began with `read_at` (UTC)."""

    audit_id: str
    viewer_id: str
    runner_id: str
    what: str
    read_at: str
    read_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """The first row of a runner's chain that does not follow from the one before it."""

    runner_id: str
    position: int
    audit_id: str
    why: str


def a_read(
    *, viewer_id: str, runner_id: str, what: str, read_at: datetime, read_count: int = 1
) -> Read:
    """A read with an id of its own, so that it joins its chain once, whatever is interrupted."""
    return Read(
        audit_id=uuid.uuid4().hex,
        viewer_id=viewer_id,
        runner_id=runner_id,
        what=what,
        read_at=read_at.replace(tzinfo=None, microsecond=0).isoformat(),
        read_count=read_count,
    )


def note_reads(home: Home, reads: Sequence[Read]) -> None:
    """Write reads down at once; half a millisecond."""
    lines = "".join(json.dumps(asdict(read)) + "\n" for read in reads).encode()
    with _locked(home, _LOCK), (home.root / _SPOOL).open("ab") as spool:
        spool.write(lines if _ends_whole(home.root / _SPOOL) else b"\n" + lines)


def keep_reads(home: Home, settings: Settings, *, on_step: OnStep = lambda _step: None) -> int:
    """Let noted reads join their chains; return how many. Safe to repeat and to interrupt.

    Whoever notes a read meanwhile does not wait for the journal.
    """
    spool, joining = home.root / _SPOOL, home.root / _JOINING
    if not spool.is_file() and not joining.is_file():
        return 0
    with _locked(home, _JOINING_LOCK):
        kept = _join(home, settings, on_step) if joining.is_file() else 0
        if _set_aside(home):
            on_step("reads set aside")
            kept += _join(home, settings, on_step)
    return kept


def _join(home: Home, settings: Settings, on_step: OnStep) -> int:
    """What was set aside into the chains; the file goes once that is committed."""
    joining = home.root / _JOINING
    former = kept_ends(home, settings)
    with Journal(home, settings).writing() as connection:
        kept = _keep(connection, _noted(joining))
        ends = whole_ends(connection, former)
    on_step("reads joined")
    keep_ends(home, settings, ends)
    on_step("ends of chains written")
    joining.unlink()
    return kept


def _set_aside(home: Home) -> bool:
    """Take the file of noted reads out of the way of new ones; False where there is none."""
    with _locked(home, _LOCK):
        try:
            (home.root / _SPOOL).replace(home.root / _JOINING)
        except FileNotFoundError:
            return False
    return True


def _ends_whole(spool: Path) -> bool:
    """Whether the last line has an end: a crash may have cut it, and the next must not join it."""
    with spool.open("rb") as stream:
        if stream.seek(0, 2) == 0:
            return True
        stream.seek(-1, 2)
        return stream.read(1) == b"\n"


def first_broken(connection: Connection) -> list[Broken]:
    """Of each runner's chain the first row that was changed, left out or put in; none when sound.

    Rows cut off at the end of a chain leave no trace in it: `broken_chains` holds its end against
    the one that was kept apart. The journal's file is in use.
    """
    broken: list[Broken] = []
    runner_id, position, former_hash = "", 0, ""
    for row in _rows(connection):
        if row["runner_id"] != runner_id:
            runner_id, position, former_hash = row["runner_id"], 0, ""
        elif broken and broken[-1].runner_id == runner_id:
            continue
        position += 1
        why = _fault(row, position=position, former_hash=former_hash)
        if why is not None:
            broken.append(
                Broken(
                    runner_id=runner_id,
                    position=position,
                    audit_id=row["audit_id"],
                    why=why,
                )
            )
        former_hash = row["row_hash"]
    return broken


def broken_chains(connection: Connection, ends: Ends | None) -> list[Broken]:
    """The first row of each chain that is not as it was written, or the end that it has lost.

    `ends` are those kept apart; None where nobody kept them.
    """
    broken = first_broken(connection)
    known = {one.runner_id for one in broken}
    cut = cut_chains(connection, ends or {})
    return broken + [
        Broken(runner_id=runner_id, position=end[0], audit_id="", why=why)
        for runner_id, (end, why) in sorted(cut.items())
        if runner_id not in known
    ]


def row_count(connection: Connection) -> int:
    """How many reads are in all chains together."""
    return len(_rows(connection))


def _fault(row: dict, *, position: int, former_hash: str) -> str | None:
    if row["position"] != position:
        return "a row before it is missing or was put in"
    if row["former_hash"] != former_hash:
        return "it does not follow from the row before it"
    return None if row["row_hash"] == _hash(row) else "it was changed"


def _keep(connection: Connection, reads: Sequence[Read]) -> int:
    """Append what is not there yet; reads of a runner who was erased go with them."""
    ids = [read.audit_id for read in reads]
    there = _column(
        connection, "select audit_id from journal.audit where audit_id in (select unnest(?))", [ids]
    )
    runners = _column(connection, "select distinct runner_id from journal.runner", [])
    ends = ends_in(connection)
    kept = 0
    for read in reads:
        if read.audit_id in there or read.runner_id not in runners:
            continue
        position, former_hash = ends.get(read.runner_id, (0, ""))
        row = asdict(read) | {
            "read_at": datetime.fromisoformat(read.read_at),
            "position": position + 1,
            "former_hash": former_hash,
        }
        row["row_hash"] = _hash(row)
        insert_row(connection, "audit", row)
        there.add(read.audit_id)
        ends[read.runner_id] = (position + 1, row["row_hash"])
        kept += 1
    return kept


def _column(connection: Connection, sql: str, given: list) -> set[str]:
    return {row[0] for row in connection.execute(sql, given).fetchall()}


def _rows(connection: Connection) -> list[dict]:
    """Every row of every chain, in order."""
    return frame_of(
        connection.sql("from journal.audit order by runner_id, position, audit_id")
    ).to_dicts()


def _hash(row: dict) -> str:
    """Of the row before and of this one's content, in one spelling."""
    names = ("former_hash", "position", "audit_id", "viewer_id", "runner_id", "what", "read_count")
    content = [row[name] for name in names] + [row["read_at"].isoformat()]
    return hashlib.sha256(json.dumps(content, separators=(",", ":")).encode()).hexdigest()


def _noted(spool: Path) -> list[Read]:
    """Lines of the file; one may have been cut off by a crash."""
    reads = []
    for line in spool.read_bytes().splitlines():
        try:
            reads.append(Read(**json.loads(line)))
        except (ValueError, TypeError):
            continue
    return reads


def _locked(home: Home, name: str) -> FileLock:
    return FileLock(home.root / name, mode=0o600)
