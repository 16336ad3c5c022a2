"""Which home a command works in, for whom, and the options that many commands share."""

import os
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from etl.errors import Busy, KneewiseError, UserError
from etl.home import Home

if TYPE_CHECKING:
    from etl.journal.store import Journal, Runner
    from etl.settings import Settings


def given_path(text: str) -> Path:
    """A path as it was typed; an empty one, as of a variable that is not set, is none.

    Raises BadParameter: as a path the empty word would mean the folder one stands in.
    """
    if not text.strip():
        raise typer.BadParameter("the path is empty; name a file or folder, the one here is '.'")
    return Path(text)


RunnerOption = Annotated[str | None, typer.Option("--runner", help="Name or id of the runner.")]
DateOption = Annotated[
    datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="Today if not given.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]

_OTHER = "Another folder is named by --home or KNEEWISE_HOME."


@dataclass(frozen=True, slots=True)
class Here:
    """The folder that was chosen for a home, and the settings as the environment has them.

    Whoever reads `home` or `settings` gets a home that is there, or one sentence why it cannot be
    used; only what fills a home asks for `new_home`. So a command that forgets to think of it does
    not make a folder where somebody mistyped one.
    """

    chosen: Home
    given: "Settings"
    is_named: bool = True  # by --home or KNEEWISE_HOME, not the platform's own place

    @property
    def home(self) -> Home:
        """The home, which is there and may be read and written. Raises UserError."""
        home = self.new_home
        if not home.root.is_dir():
            raise UserError(
                f"There is no runner here yet: {home.root} does not exist. "
                f"kneewise import brings in the first runs there. {_OTHER}"
            )
        return home

    @property
    def new_home(self) -> Home:
        """The home, which a command is about to fill if it is not there. Raises UserError."""
        root = self.chosen.root
        try:
            is_there = root.exists()
        except OSError as error:  # also what a folder above forbids
            raise UserError(f"{root} cannot be looked at. {_OTHER}") from error
        if is_there and not root.is_dir():
            raise UserError(f"{root} is a file, and a home is a folder. {_OTHER}")
        if is_there and not os.access(root, os.R_OK | os.W_OK | os.X_OK):
            raise UserError(
                f"You may not read and write in {root}: change its permissions. {_OTHER}"
            )
        if not is_there and not os.access(_nearest_folder(root), os.W_OK | os.X_OK):
            raise UserError(f"{root} cannot be made: its folder cannot be written. {_OTHER}")
        return self.chosen

    @property
    def settings(self) -> "Settings":
        """The settings, with the clock of the home where it has one of its own."""
        return self.given.at(self.new_home)

    @property
    def journal(self) -> "Journal":
        """What people typed, of this home."""
        from etl.journal.store import Journal

        return Journal(self.home, self.settings)

    @property
    def new_journal(self) -> "Journal":
        """Likewise of a home that may not be there yet."""
        from etl.journal.store import Journal

        return Journal(self.new_home, self.settings)

    def day(self, on: datetime | None, runner: "Runner") -> date:
        """The day that was named, else the runner's own today."""
        return on.date() if on else self.settings.local_date(runner.time_zone)


def _nearest_folder(path: Path) -> Path:
    """The first folder above that is there."""
    return next(folder for folder in path.parents if folder.exists())


def finish_interrupted(here: Here) -> None:
    """Erase what an interrupted `kneewise erase` left, before anything else; says so.

    Whoever is being erased by another process just now is left to that one.
    """
    from etl.storage.erasures import erasing

    try:
        if erasing(here.chosen):  # which need not be there yet
            _finish(here)
    except PermissionError:
        return  # the command itself says that this home may not be read


def _finish(here: Here) -> None:
    from dashboard.cli.output import err
    from etl.operations.erase_runner import finish_erasures

    try:
        finish_erasures(here.chosen, here.settings)
    except Busy:
        return  # nobody sees that runner meanwhile
    except KneewiseError as error:
        err.print(f"An erasing is not finished yet. {error}", highlight=False, markup=False)
        return
    err.print("An erasing that was interrupted is finished now.", highlight=False)


def runner_of(here: Here, wanted: str | None) -> "Runner":
    """The runner meant on the command line; never makes a new one.

    Raises UserError where there is none of that name, or several and none was named.
    """
    from etl.journal.store import find_runner
    from etl.storage.erasures import erasing

    hidden = erasing(here.home)
    runners = [known for known in here.journal.runners() if known.runner_id not in hidden]
    if not runners:
        raise UserError("There is no runner here yet: kneewise import brings in the first runs.")
    if wanted is None:
        if len(runners) > 1:
            names = ", ".join(known.display_name for known in runners)
            raise UserError(f"There are several runners: say --runner with one of {names}.")
        return runners[0]
    found = find_runner(runners, wanted)
    if found is not None:
        return found
    begun = [
        known for known in runners if known.display_name.casefold().startswith(wanted.casefold())
    ]
    if len(begun) != 1:
        raise UserError("There is no runner of that name or id here.")
    return begun[0]
