"""What is said where a journal is not what its ledger says: one sentence, with the way back."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from etl.storage.commits.lines import Line

WAY_BACK = (
    "Restore the newest backup into another folder (kneewise --home NEW restore FILE), or go on "
    "with what is here: kneewise doctor --accept."
)
_NEW = (
    "Nothing is missing from the journal. kneewise doctor --accept begins a new ledger with what "
    "is here."
)


def lost(journal: Path, held: Line | None, missing: Sequence[Line], count: int) -> str:
    """Commits stand in the ledger that are not in the journal."""
    number = count - (held.number if held else 0)
    tables = Counter[str]()
    for line in missing:
        tables.update({name: max(rows, 0) for name, (rows, _) in line.sums.items()})
    what = ", ".join(f"{rows} × {name.replace('_', ' ')}" for name, rows in tables.most_common(4))
    since = f"after {_told(held.at)}" if held else "since it was begun"
    return (
        f"{journal.name} lacks what was saved {since}: {number} "
        f"{'commit is' if number == 1 else 'commits are'} missing{f' ({what})' if what else ''}, "
        f"as after a damaged disk or an older copy in its place. {WAY_BACK}"
    )


def is_gone(journal: Path, ledger: Path) -> str:
    """There is a ledger, and no journal."""
    return (
        f"{journal.name} is missing, though things were saved in it. Put it back where it was, or "
        f"bring the newest backup back (kneewise restore FILE); to begin with nothing, delete "
        f"{ledger.name}, too."
    )


def is_another(journal: Path) -> str:
    """Both go on from different lines."""
    return f"{journal.name} is not the one that its ledger was written for. {WAY_BACK}"


def altered(journal: Path, tables: Sequence[str]) -> str:
    """Rows are there that no commit of ours left so."""
    names = ", ".join(name.replace("_", " ") for name in tables)
    return (
        f"{journal.name} holds entries that were changed, added or taken out past Kneewise "
        f"({names}). {WAY_BACK}"
    )


def ledger_broken(ledger: Path, number: int) -> str:
    """The ledger itself is damaged."""
    return (
        f"Line {number} of {ledger.name} is damaged, so that what was lost before it cannot be "
        f"told. {_NEW}"
    )


def ledger_behind(ledger: Path) -> str:
    """The journal holds more than the ledger knows of."""
    return f"{ledger.name} lacks its last lines. {_NEW}"


def no_room(ledger: Path, error: OSError) -> str:
    """The ledger cannot be written."""
    return (
        f"{ledger.name} cannot be written ({error.strerror}): make room or change its "
        "permissions. Nothing was saved."
    )


def _told(at: str) -> str:
    return f"{datetime.fromisoformat(at):%Y-%m-%d %H:%M} UTC"
