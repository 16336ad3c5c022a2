"""The command `kneewise digest`: the week of a squad or clinic, to read, keep or send."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from dashboard.access.gateway import Gateway, Viewer
from dashboard.cli.context import Here, JsonOption, given_path
from dashboard.cli.output import print_json, say
from dashboard.squad.digest.contents import Digest
from dashboard.squad.digest.delivery import Outcome, send_wished
from dashboard.squad.digest.rendering import as_html, as_text
from dashboard.squad.digest.request import make_digest
from etl.errors import UserError
from etl.people.accounts import TeamPerson, find_person, read_people

_NOBODY = "There is nobody to tell of: runners stand in it once they share their training."
_ONE_PERSON = "This home has one person and no accounts: leave {option} out."


def digest(
    context: typer.Context,
    to: Annotated[str | None, typer.Option(help="Whose digest: the address of a coach.")] = None,
    file: Annotated[
        Path | None,
        typer.Option("--out", help="The HTML file to write.", parser=given_path, metavar="FILE"),
    ] = None,
    week: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="A day of the week; the last one if not given."),
    ] = None,
    is_sent: Annotated[
        bool, typer.Option("--send", help="By e-mail, to all who asked for it, or to --to.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Who needs a look first, this week against the four before; printed, as a file or sent."""
    here: Here = context.obj
    gateway = Gateway(here.home, here.settings)
    gateway.prepare_files()
    person = _person(here, to)
    monday = None if week is None else _monday(week.date())
    if is_sent:
        if file is not None:
            raise UserError("Say --out or --send: a file is written, or e-mails are sent.")
        _send(gateway, person, monday, as_json=as_json)
        return
    if person is None and here.settings.is_team:
        raise UserError("Say --to with the address of the coach or clinician who is to read it.")
    found = _digest_of(gateway, person, monday)
    if file is not None:
        _write(file, as_html(found))
    if as_json:
        print_json(_as_row(found, file))
    elif file is None:
        say(as_text(found))
    else:
        say(f"The week from {found.week_start_date.isoformat()} is in {file}.")


def _person(here: Here, to: str | None) -> TeamPerson | None:
    if to is None:
        return None
    if not here.settings.is_team:
        raise UserError(_ONE_PERSON.format(option="--to"))
    person = find_person(read_people(here.home, here.settings), to)
    if person is None:
        raise UserError("Nobody here has that address: kneewise admin list names everybody.")
    return person


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _digest_of(gateway: Gateway, person: TeamPerson | None, monday: date | None) -> Digest:
    viewer = Viewer(viewer_id=person.person_id, is_owner=False) if person else Viewer()
    found = make_digest(
        gateway,
        viewer,
        own_runner_id=person.own_runner_id if person else None,
        week_start_date=monday,
        address=gateway.settings.public_url,
    )
    gateway.notes.keep()
    if found is None:
        raise UserError(_NOBODY)
    return found


def _write(file: Path, content: str) -> None:
    """A new file that its owner alone may read."""
    if file.exists():
        raise UserError(f"{file.name} exists already: choose another name.")
    file.touch(mode=0o600)
    file.write_text(content, "utf-8")


def _send(
    gateway: Gateway, person: TeamPerson | None, monday: date | None, *, as_json: bool
) -> None:
    if not gateway.settings.is_team:
        raise UserError(_ONE_PERSON.format(option="--send"))
    outcomes = send_wished(
        gateway,
        address=gateway.settings.public_url,
        only=person.person_id if person else None,
        week_start_date=monday,
    )
    gateway.notes.keep()
    if as_json:
        print_json({"digests": [_outcome_row(outcome) for outcome in outcomes]})
    else:
        for outcome in outcomes:
            say(f"{outcome.person.email}: {outcome.reason or 'sent.'}")
        if not outcomes:
            say("Nobody asked for it by e-mail: coaches and clinicians do so on Squad.")
    if any(outcome.state in ("failed", "refused", "unclear") for outcome in outcomes):
        raise typer.Exit(3)


def _as_row(found: Digest, file: Path | None) -> dict[str, Any]:
    return {
        "week_start_date": found.week_start_date.isoformat(),
        "title": found.title,
        "file": None if file is None else str(file),
        "to_look_at": [entry.name for entry in found.to_look_at],
        "not_known": [entry.name for entry in found.not_known],
    }


def _outcome_row(outcome: Outcome) -> dict[str, Any]:
    return {"email": outcome.person.email, "state": outcome.state, "reason": outcome.reason}
