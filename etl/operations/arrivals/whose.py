"""Whose a watched folder is: all of it the one runner's, or each folder in it one of several."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from etl.errors import UserError
from etl.home import Home
from etl.journal.entries import Runner
from etl.journal.store import Journal, find_runner
from etl.people.accounts import folded, read_people
from etl.settings import Settings
from etl.storage.erasures import has_tombstones

_ERASED = (
    "Somebody was erased in this home, and what lies in {root} may be theirs: put files into a"
    " folder in it that is called after the runner."
)


@dataclass(frozen=True, slots=True)
class OwnFolder:
    """A folder, and the runner whose files arrive in it."""

    path: Path
    runner: Callable[[], Runner]
    key: str


def own_folders(home: Home, settings: Settings, root: Path) -> tuple[list[OwnFolder], list[Path]]:
    """The folders to look at, and those in it that are nobody's; the journal is up to date.

    Where people sign in, a folder is called after the address of a runner's account; in a home of
    several runners after a runner; a runner's id does in both. A home of one runner has `root`,
    unless a folder in it is called after them. Raises OSError where `root` is gone, UserError where
    somebody was erased whose files could be taken for another's.
    """
    journal = Journal(home, settings)
    journal.prepare()
    if settings.is_team:
        return _sorted(root, partial(_of_account, _accounts(home, settings)), journal)
    runners = journal.runners()
    own, nobodys = _sorted(root, partial(_of_runner, runners), journal)
    if own or len(runners) > 1:
        return own, nobodys
    if has_tombstones(home):  # of whom files may still lie here
        raise UserError(_ERASED.format(root=root))
    return [OwnFolder(root, journal.ensure_runner, "")], []


def require_apart(home: Home, folder: Path) -> None:
    """Raises UserError where one lies in the other: what is copied would arrive again."""
    watched, own = folder.resolve(), home.root.resolve()
    if watched == own or watched in own.parents or own in watched.parents:
        raise UserError(
            f"{folder} and the folder of this home, {home.root}, lie in one another: name a folder"
            " of its own to watch."
        )


def _sorted(
    root: Path, whose: Callable[[str], str | None], journal: Journal
) -> tuple[list[OwnFolder], list[Path]]:
    own: list[OwnFolder] = []
    nobodys: list[Path] = []
    for folder in _folders(root):
        runner_id = whose(folder.name)
        if runner_id is None:
            nobodys.append(folder)
        else:
            own.append(OwnFolder(folder, partial(journal.runner, runner_id), runner_id))
    return own, nobodys


def _folders(root: Path) -> Iterator[Path]:
    """Those that lie in it and are no links, by name."""
    for path in sorted(root.iterdir()):
        if path.is_dir() and not path.is_symlink() and not path.name.startswith("."):
            yield path


def _accounts(home: Home, settings: Settings) -> dict[str, str]:
    """Runner by address and by id, of accounts that are there now."""
    return {
        name: one.own_runner_id
        for one in read_people(home, settings)
        if one.own_runner_id is not None
        for name in (one.email, one.own_runner_id)
    }


def _of_account(accounts: dict[str, str], name: str) -> str | None:
    return accounts.get(folded(name)) or accounts.get(name)


def _of_runner(runners: list[Runner], name: str) -> str | None:
    found = find_runner(runners, name)
    return None if found is None else found.runner_id
