"""Which runners are being erased, and which were: small files beside the databases.

A marker stands from before the first row goes until nothing is left, so that whoever opens the home
next finishes what was interrupted. A tombstone says afterwards that somebody was erased, and when:
hashes with a salt, no name and no id.
"""

import hashlib
import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter

from etl.errors import Erasing
from etl.home import Home
from etl.storage.disk.durable import sync, write_whole

_FOLDER = "erasing"
TOMBSTONES = "erased.jsonl"
"""Name of the file of tombstones, in a home and beside its backups."""
ERASED_SINCE = "erased_since.jsonl"
"""In a backup: of whom its journal may hold rows, and who was being erased while it was made."""
_ENDING = ".json"

ERASING_WORDS = "That runner is being erased: nothing was saved."
ERASED_WORDS = "That runner was erased: nothing was saved."


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What is needed to finish, also when the rows that told it are gone.

    `named` is what the tombstone will hold of the name; `athlete_ids` are those of a platform.
    """

    runner_id: str
    salt: str
    named: str
    originals: tuple[str, ...] = ()
    activity_ids: tuple[str, ...] = ()
    athlete_ids: tuple[str, ...] = ()
    entry_count: int = 0

    def knowing(
        self,
        *,
        originals: Iterable[str] = (),
        activity_ids: Iterable[str] = (),
        athlete_ids: Iterable[str] = (),
    ) -> "Erasure":
        """The same with what was found beside what was known."""
        return replace(
            self,
            originals=tuple(sorted({*self.originals, *originals})),
            activity_ids=tuple(sorted({*self.activity_ids, *activity_ids})),
            athlete_ids=tuple(sorted({*self.athlete_ids, *athlete_ids})),
        )


def begin_erasure(home: Home, *, runner_id: str, display_name: str) -> Erasure:
    """Leave word that a runner is being erased, before anything goes; or find it."""
    found = read_erasure(home, runner_id)
    if found is not None:
        return found
    salt = secrets.token_hex(16)
    erasure = Erasure(runner_id=runner_id, salt=salt, named=_hash(salt, _folded(display_name)))
    save_erasure(home, erasure)
    return erasure


def save_erasure(home: Home, erasure: Erasure) -> None:
    """Keep what is known now, on disk when this returns; readable by its owner only."""
    known = json.dumps(asdict(erasure)).encode()
    write_whole(_marker(home, erasure.runner_id), known)
    sync(home.root)


def read_erasure(home: Home, runner_id: str) -> Erasure | None:
    """The marker of one runner; None where none is under way."""
    return _read(_marker(home, runner_id))


def erasing(home: Home) -> frozenset[str]:
    """Ids of runners who are being erased; some microseconds where there are none."""
    return frozenset(erasure.runner_id for erasure in _erasures(home))


def _erasures(home: Home) -> list[Erasure]:
    try:
        names = os.listdir(home.root / _FOLDER)  # noqa: PTH208  asked at every read
    except (FileNotFoundError, NotADirectoryError):
        return []
    found = [_read(home.root / _FOLDER / name) for name in names if name.endswith(_ENDING)]
    return [erasure for erasure in found if erasure is not None]


def end_erasure(home: Home, erasure: Erasure, *, day: date) -> None:
    """Nothing is left: the tombstone first, then the marker goes."""
    line = _tombstone(erasure, day)
    others = [known for known in _tombstones(home) if known["salt"] != erasure.salt]
    write_whole(home.root / TOMBSTONES, _text([*others, line]))
    _marker(home, erasure.runner_id).unlink(missing_ok=True)
    folder = home.root / _FOLDER
    for left in folder.glob(".writing-*"):
        left.unlink(missing_ok=True)
    if not any(folder.iterdir()):
        folder.rmdir()


def join_tombstones(into: Path, *others: Path) -> None:
    """Those of other files beside those of this one: who was erased anywhere stays erased.

    Beside backups, so that one that is restored elsewhere brings nobody back; and from there.
    """
    known = {line["salt"]: line for file in (*others, into) for line in _lines(file)}
    if known:
        write_whole(into, _text(known.values()))


def erased_so_far(home: Home) -> bytes:
    """All tombstones of a home, as a file: whoever is here beside theirs has begun anew."""
    return _text(_tombstones(home))


def erased_since(home: Home, former: bytes, *, day: date) -> bytes:
    """What came to `former`, of `erased_so_far`, and a line for each erasing that is under way.

    One that was begun is finished, so that it may be told before it has ended.
    """
    known = salts_in(former)
    lines = [line for line in _tombstones(home) if line["salt"] not in known]
    ended = {line["salt"] for line in lines}
    marked = [one for one in _erasures(home) if one.salt not in ended]
    return _text([*lines, *(_tombstone(one, day) for one in marked)])


def salts_in(content: bytes) -> frozenset[str]:
    """What tells the tombstones of a file from all others."""
    return frozenset(line["salt"] for line in _lines_of(content.decode()))


def erased_on(home: Home, wanted: str) -> date | None:
    """The day on which the runner of that id or name was erased last; None: never."""
    days = [
        date.fromisoformat(known["day"])
        for known in _tombstones(home)
        if known["runner"] == _hash(known["salt"], wanted)
        or known["name"] == _hash(known["salt"], _folded(wanted))
    ]
    return max(days, default=None)


def has_tombstones(home: Home) -> bool:
    """Whether anybody was ever erased here."""
    return (home.root / TOMBSTONES).is_file()


def was_erased(home: Home, runner_id: str, *, but: frozenset[str] = frozenset()) -> bool:
    """Whether a runner of that id was erased here; one of the same name may be back since.

    Tombstones with a salt of `but` are left out.
    """
    return any(
        known["runner"] == _hash(known["salt"], runner_id)
        for known in _tombstones(home)
        if known["salt"] not in but
    )


def refuse_erased(
    home: Home, *, written: Iterable[str], standing: frozenset[str], known: frozenset[str]
) -> None:
    """Raises Erasing where one of the runners `written` about is being erased, or was.

    `standing` were here before this transaction, `known` are here with it: an entry beside a row
    that is still to be deleted goes with it, and a runner of the same name may begin anew.
    """
    marked, are_some_gone = erasing(home), has_tombstones(home)
    if not marked and not are_some_gone:
        return
    for runner_id in written:
        if runner_id in marked and runner_id not in standing:
            raise Erasing(ERASING_WORDS)
        if runner_id not in known and are_some_gone and was_erased(home, runner_id):
            raise Erasing(ERASED_WORDS)


def file_key(runner_id: str) -> str:
    """A name for files about a runner: an id may come from an export and hold anything."""
    return hashlib.sha256(runner_id.encode()).hexdigest()[:16]


def _marker(home: Home, runner_id: str) -> Path:
    return home.root / _FOLDER / f"{file_key(runner_id)}{_ENDING}"


def _read(marker: Path) -> Erasure | None:
    try:
        return TypeAdapter(Erasure).validate_json(marker.read_bytes())
    except FileNotFoundError:
        return None


def _tombstones(home: Home) -> list[dict[str, str]]:
    return _lines(home.root / TOMBSTONES)


def _lines(file: Path) -> list[dict[str, str]]:
    try:
        return _lines_of(file.read_text("utf-8"))
    except FileNotFoundError:
        return []


def _lines_of(text: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in text.splitlines() if line]


def _text(lines: Iterable[dict[str, str]]) -> bytes:
    return "".join(json.dumps(line) + "\n" for line in lines).encode()


def _tombstone(erasure: Erasure, day: date) -> dict[str, str]:
    return {
        "salt": erasure.salt,
        "runner": _hash(erasure.salt, erasure.runner_id),
        "name": erasure.named,
        "day": day.isoformat(),
    }


def _folded(name: str) -> str:
    return name.strip().casefold()


@lru_cache(maxsize=1024)
def _hash(salt: str, text: str) -> str:
    """Slow to guess at: ten milliseconds each."""
    made = hashlib.scrypt(text.encode(), salt=bytes.fromhex(salt), n=2**12, r=8, p=1, dklen=16)
    return made.hex()
