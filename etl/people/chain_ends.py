"""Where each runner's chain of reads ends, kept apart from the journal.

A chain tells by itself what was changed or left out, but not that its last rows are gone, or all of
them. So its last position and hash are written to another file once they are in the journal,
best one on another disk (`KNEEWISE_AUDIT_ENDS`): whoever cuts a chain has to change both.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from filelock import FileLock

from etl.home import Home
from etl.people.refusals import refusals_of
from etl.settings import Settings
from etl.storage.disk.durable import write_whole
from etl.storage.duckdb_files import Connection

End = tuple[int, str]
"""Position and hash of the last row of a chain."""
Ends = dict[str, End]
"""By runner."""


def ends_file(home: Home, settings: Settings) -> Path:
    """Where they are kept."""
    return settings.audit_ends or home.root / "audit.ends.json"


def ends_in(connection: Connection) -> Ends:
    """Where the chains end as the journal has them; its file is in use."""
    rows = connection.execute(
        "select runner_id, max(position), arg_max(row_hash, position) from journal.audit"
        " group by runner_id"
    ).fetchall()
    return {runner_id: (position, row_hash) for runner_id, position, row_hash in rows}


def kept_ends(home: Home, settings: Settings) -> Ends | None:
    """Where they ended when last written; None where nobody kept that."""
    try:
        told = json.loads(ends_file(home, settings).read_text("utf-8"))
        return {runner_id: (int(end[0]), str(end[1])) for runner_id, end in told.items()}
    except (FileNotFoundError, ValueError, AttributeError, IndexError, TypeError):
        return None


def keep_ends(home: Home, settings: Settings, present: Mapping[str, End]) -> None:
    """Write down how far the chains go now; an end that went further stays.

    Where no file is though there are rows, that is on record: somebody may have taken it away.
    """
    with FileLock(home.root / "audit.lock", mode=0o600):
        former = kept_ends(home, settings)
        if former is None and present:
            refusals_of(home).note("ends of chains were not there: written anew", "installation")
        ends = dict(former or {})
        for runner_id, end in present.items():
            if runner_id not in ends or end[0] > ends[runner_id][0]:
                ends[runner_id] = end
        if ends != former:
            _write(ends_file(home, settings), ends)


def whole_ends(connection: Connection, former: Mapping[str, End] | None) -> Ends:
    """Ends that may be written down: a chain that was cut keeps its former one, which tells."""
    cut = cut_chains(connection, former) if former else {}
    return {
        runner_id: end for runner_id, end in ends_in(connection).items() if runner_id not in cut
    }


def forget_end(home: Home, settings: Settings, *, runner_id: str) -> None:
    """A runner was erased, with their chain."""
    with FileLock(home.root / "audit.lock", mode=0o600):
        ends = kept_ends(home, settings)
        if ends is not None and ends.pop(runner_id, None) is not None:
            _write(ends_file(home, settings), ends)


def cut_chains(connection: Connection, ends: Mapping[str, End]) -> dict[str, tuple[End, str]]:
    """Chains that no longer hold their kept end: by runner, the end and what happened to it."""
    held = connection.execute(
        "select runner_id, row_hash from journal.audit"
        " inner join (select unnest(?) as runner_id, unnest(?) as position)"
        " using (runner_id, position)",
        [list(ends), [position for position, _ in ends.values()]],
    ).fetchall()
    hashes = dict(held)
    rows = connection.execute("select distinct runner_id from journal.audit").fetchall()
    runners = {runner_id for (runner_id,) in rows}
    cut: dict[str, tuple[End, str]] = {}
    for runner_id, end in ends.items():
        found = hashes.get(runner_id)
        if found == end[1]:
            continue
        why = "rows at its end are missing" if found is None else "its end was written anew"
        cut[runner_id] = (end, why if runner_id in runners else "the whole chain is missing")
    return cut


def _write(path: Path, ends: Ends) -> None:
    write_whole(path, json.dumps(ends, indent=1, sort_keys=True).encode())
