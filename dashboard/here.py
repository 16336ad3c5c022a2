"""Which home a command works in, for whom, and the options that many commands share."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

import typer

from dashboard.printing import err
from etl.errors import Busy, KneewiseError, UserError
from etl.home import Home
from etl.journal import Journal, Runner, find_runner
from etl.portable.erasing import finish_erasures
from etl.settings import Settings
from etl.storage.erasures import erasing

RunnerOption = Annotated[str | None, typer.Option("--runner", help="Name or id of the runner.")]
DateOption = Annotated[
    datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="Today if not given.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]


@dataclass(frozen=True, slots=True)
class Here:
    """The home that was chosen, and its settings."""

    home: Home
    settings: Settings

    @property
    def journal(self) -> Journal:
        """What people typed, of this home."""
        return Journal(self.home, self.settings)

    def day(self, on: datetime | None, runner: Runner) -> date:
        """The day that was named, else the runner's own today."""
        return on.date() if on else self.settings.local_date(runner.time_zone)


def finish_interrupted(here: Here) -> None:
    """Erase what an interrupted `kneewise erase` left, before anything else; says so.

    Whoever is being erased by another process just now is left to that one.
    """
    if not erasing(here.home):
        return
    try:
        finish_erasures(here.home, here.settings)
    except Busy:
        return  # nobody sees that runner meanwhile
    except KneewiseError as error:
        err.print(f"An erasing is not finished yet. {error}", highlight=False, markup=False)
        return
    err.print("An erasing that was interrupted is finished now.", highlight=False)


def runner_of(here: Here, wanted: str | None) -> Runner:
    """The runner meant on the command line; never makes a new one.

    Raises UserError where there is none of that name, or several and none was named.
    """
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
