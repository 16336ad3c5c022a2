"""What is wrong in a home, and what to do about it."""

import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from etl.errors import DataError, KneewiseError
from etl.home import Home
from etl.ingest.import_log import import_ledger, wanted_originals
from etl.journal.store import Journal
from etl.operations.backup.digests import digests_of
from etl.operations.backup.encryption import ENDING as ENCRYPTED
from etl.operations.backup.names import STALE_AFTER, files_of, made_at
from etl.operations.backup.read import verify
from etl.operations.backup.schedule import backup_age, folder_of, journal_age
from etl.operations.erase_runner import leftovers
from etl.people.access_log import broken_chains
from etl.people.chain_ends import kept_ends
from etl.people.shown import waiting_count
from etl.reference.clinic.mechanics_items import read_mechanics
from etl.reference.clinic.plan_templates import read_plans
from etl.reference.clinic.strength_programmes import read_programmes
from etl.reference.sign_offs import lost_sign_offs
from etl.settings import Settings
from etl.storage.commits.journal_file import problem_of
from etl.storage.erasures import erasing
from etl.storage.originals import Originals
from etl.sync.ledger.store import Ledger
from etl.sync.token_vault import open_vault
from etl.warehouse.checks import run_checks_beside
from etl.warehouse.tables import Warehouse, outdated_count

_FREE_BYTES = 1_000_000_000  # an import of ten years needs about a third of this


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `is_wrong` says whether something should be done, `words` what."""

    what: str
    is_wrong: bool
    words: str


def examine(home: Home, settings: Settings, *, is_deep: bool = False) -> list[Finding]:
    """Look at folder, space, databases, originals and the checks of the tables.

    With `is_deep` every block of both databases is read, and the newest backup in full, which takes
    seconds to minutes.
    """
    looks = (*_LOOKS, *(_DEEP_LOOKS if is_deep else ()))
    return [finding for look in looks for finding in _careful(look, home, settings)]


def _careful(look, home: Home, settings: Settings) -> list[Finding]:
    try:
        return list(look(home, settings))
    except KneewiseError as error:
        return [Finding(look.__name__.strip("_").replace("_", " "), True, str(error))]


def _folder(home: Home, settings: Settings) -> Iterator[Finding]:
    is_there = home.root.is_dir()
    if os.access(home.root if is_there else home.root.parent, os.W_OK):
        yield Finding("folder", False, "Everything lies in one folder, and it can be written.")
    else:
        yield Finding("folder", True, "The folder cannot be written: change its permissions.")


def _privacy(home: Home, settings: Settings) -> Iterator[Finding]:
    mended = home.make_private()
    left = list(home.open_to_others())
    words = "Nobody else on this machine can read what is here."
    if mended:
        words = f"Others on this machine could read {mended} files and folders; now they cannot."
    if left:
        words = (
            f"Others on this machine can read {len(left)} files and folders here, and they belong "
            f"to another user: run chmod -R go= {home.root} as that user."
        )
    yield Finding("privacy", bool(left), words)


def _space(home: Home, settings: Settings) -> Iterator[Finding]:
    free = shutil.disk_usage(home.root).free
    wrong = free < _FREE_BYTES
    advice = " Make room before the next import." if wrong else ""
    yield Finding("space", wrong, f"{free / 1e9:.1f} GB are free.{advice}")


def _journal(home: Home, settings: Settings) -> Iterator[Finding]:
    problem = problem_of(home, wait_s=settings.lock_wait_s)
    words = problem or "All that was saved is in the journal, as it was saved."
    yield Finding("journal", problem is not None, words)


def _originals(home: Home, settings: Settings) -> Iterator[Finding]:
    originals = Originals(home.originals)
    wanted = sorted(wanted_originals(Journal(home, settings)))
    damaged = [sha256 for sha256 in wanted if not originals.is_sound(sha256)]
    words = f"{len(wanted) - len(damaged)} of {len(wanted)} originals are sound."
    advice = " Restore the others from a backup, or import their files again." if damaged else ""
    yield Finding("originals", bool(damaged), words + advice)


def _failed_files(home: Home, settings: Settings) -> Iterator[Finding]:
    failed = import_ledger(Journal(home, settings), statuses=("failed",))
    words = "Every file could be read."
    if failed.height:
        words = f"{failed.height} files could not be read; Data lists them with the reason."
    yield Finding("files", False, words)


def _tables(home: Home, settings: Settings) -> Iterator[Finding]:
    with Warehouse(home, settings).writing() as connection:
        outdated = outdated_count(connection)
    for result in run_checks_beside(home.warehouse, wait_s=settings.lock_wait_s):
        if result.row_count:
            words = f"{result.row_count} rows: {result.what} Run kneewise rebuild."
            yield Finding(f"check {result.name}", result.stops, words)
    words = "Every run was computed by the formulas of this version."
    if outdated:
        words = f"{outdated} runs were computed by earlier formulas. Run kneewise rebuild."
    yield Finding("formulas", bool(outdated), words)
    yield Finding("tables", False, "The warehouse opens and its checks ran.")


def _programmes(home: Home, settings: Settings) -> Iterator[Finding]:
    problems = read_programmes(home.programmes).problems
    yield from _files("programmes", problems, sound="Every strength programme can be read.")


def _mechanics(home: Home, settings: Settings) -> Iterator[Finding]:
    problems = read_mechanics(home.mechanics).problems
    yield from _files("mechanics", problems, sound="Every list of the mechanics check can be read.")


def _files(what: str, problems: Sequence[str], *, sound: str) -> Iterator[Finding]:
    for problem in problems:
        yield Finding(what, True, problem)
    if not problems:
        yield Finding(what, False, sound)


def _plans(home: Home, settings: Settings) -> Iterator[Finding]:
    problems = read_plans(home.plans).problems
    for problem in problems:
        yield Finding("plans", True, problem)
    if not problems:
        yield Finding("plans", False, "Every kind of plan can be read.")


def _sign_offs(home: Home, settings: Settings) -> Iterator[Finding]:
    try:
        lost = lost_sign_offs(home)
    except DataError as error:
        yield Finding("sign-offs", True, f"Sign-offs count for nothing until mended: {error}.")
        return
    for one in lost:
        words = f"{one.file} has changed since {one.words}: it wants to be checked again."
        yield Finding("sign-offs", False, words)


def _reads(home: Home, settings: Settings) -> Iterator[Finding]:
    with Journal(home, settings).reading() as connection:
        broken = broken_chains(connection, kept_ends(home, settings))
    words = "The record of who read whose data is as it was written."
    if broken:
        words = (
            f"{len(broken)} chains of reads are not as they were written: kneewise audit verify "
            "names them, and a backup from before holds what is missing."
        )
    yield Finding("reads", bool(broken), words)


def _shown(home: Home, settings: Settings) -> Iterator[Finding]:
    if count := waiting_count(home):
        words = f"{count} lines of what runners were shown join the journal with the next backup."
        yield Finding("shown", False, words)


def _connections(home: Home, settings: Settings) -> Iterator[Finding]:
    ledger = Ledger(home)
    accounts = ledger.accounts()
    if not accounts:
        return
    open_vault(home, settings)  # says so itself where others can read the key
    troubled = [account for account in accounts if account.trouble is not None]
    words = f"{len(accounts)} connected, all in order."
    if troubled:
        words = f"{len(troubled)} of {len(accounts)} have trouble; Data says what to do."
    yield Finding("connections", bool(troubled), words)


def _backups(home: Home, settings: Settings) -> Iterator[Finding]:
    if settings.backup_keep == 0:
        yield Finding("backup", False, "Nightly backups are switched off: KNEEWISE_BACKUP_KEEP.")
        return
    age, since = backup_age(home, settings), journal_age(home, settings)
    is_wrong = (age or since) > STALE_AFTER
    words = "There is no backup yet."
    if age is not None:
        words = f"The newest backup is {_in_words(age)} old."
    advice = ""
    if is_wrong:
        advice = " kneewise backup --to FOLDER writes one; a server writes one every night."
    elif settings.backup_to is None and age is not None:
        advice = (
            " It lies on the same disk, without originals: KNEEWISE_BACKUP_TO names a folder on "
            "another."
        )
    yield Finding("backup", is_wrong, words + advice)


def _in_words(age: timedelta) -> str:
    hours = int(age / timedelta(hours=1))
    return f"{hours} hours" if hours < 48 else f"{hours // 24} days"


def _erasing(home: Home, settings: Settings) -> Iterator[Finding]:
    count = len(erasing(home))
    words = "Nobody is half erased."
    if count:
        words = (
            f"{count} runners are half erased and shown nowhere. The next command or start goes on "
            "with it: end an import or a sync that is under way."
        )
    yield Finding("erasing", bool(count), words)


def _left_behind(home: Home, settings: Settings) -> Iterator[Finding]:
    found = leftovers(home)
    words = "No work that was killed left files behind."
    if found:
        names = ", ".join(path.name for path in found)
        words = f"Left by work that was killed, and safe to delete: {names}."
    yield Finding("leftovers", bool(found), words)


def _every_block(home: Home, settings: Settings) -> Iterator[Finding]:
    for path in (home.journal, home.warehouse):
        if not path.is_file():
            continue
        try:
            digests_of(path, wait_s=settings.lock_wait_s)
        except DataError as error:
            yield Finding(path.stem, True, str(error))
        else:
            yield Finding(path.stem, False, f"Every block of {path.name} can be read.")


def _newest_backup(home: Home, settings: Settings) -> Iterator[Finding]:
    made = sorted(files_of(home, folder_of(home, settings)), key=made_at)
    if not made:
        return
    newest = made[-1]
    if newest.suffix == ENCRYPTED:
        words = f"{newest.name} is encrypted: kneewise backup {newest.name} --verify --identity KEY"
        yield Finding("newest backup", False, f"{words} reads it.")
        return
    found = verify(newest, settings)
    yield Finding(
        "newest backup", False, f"{newest.name} was read in full: {found.entry_count} rows."
    )


_DEEP_LOOKS = (_every_block, _newest_backup)
_LOOKS = (
    _folder,
    _privacy,
    _erasing,
    _left_behind,
    _space,
    _journal,
    _originals,
    _failed_files,
    _tables,
    _programmes,
    _mechanics,
    _plans,
    _sign_offs,
    _reads,
    _shown,
    _connections,
    _backups,
)
