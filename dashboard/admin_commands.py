"""The commands `kneewise admin`: who may sign in where several people use one home."""

from enum import StrEnum
from typing import Annotated

import typer

from dashboard.here import Here, JsonOption, RunnerOption, runner_of
from dashboard.printing import print_json, say
from etl.team import TeamPerson, add_person, people_in, remove_person

admin = typer.Typer(help="Who may sign in.", no_args_is_help=True)

EmailArgument = Annotated[str, typer.Argument(help="The address that the provider confirms.")]


class Role(StrEnum):
    """What somebody is beside the runner they may be."""

    ADMIN = "admin"
    COACH = "coach"
    CLINICIAN = "clinician"
    NONE = "none"


@admin.command("add")
def add(
    context: typer.Context,
    email: EmailArgument,
    name: Annotated[str | None, typer.Option(help="As others see it.")] = None,
    role: Annotated[
        list[Role] | None, typer.Option(help="admin unless named otherwise; may be repeated.")
    ] = None,
    runner: RunnerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make an account, an administrator's unless --role or --runner says otherwise."""
    here: Here = context.obj
    roles = [word.value for word in role] if role else [] if runner else [Role.ADMIN.value]
    own = runner_of(here, runner).runner_id if runner else None
    person = add_person(
        here.journal, email=email, display_name=name, roles=roles, own_runner_id=own
    )
    if as_json:
        print_json(_as_row(person))
    else:
        say(f"{person.display_name} may sign in as {person.email}: {_roles(person)}.")


@admin.command("list")
def list_(context: typer.Context, as_json: JsonOption = False) -> None:
    """Everybody who may sign in."""
    here: Here = context.obj
    with here.journal.writing() as connection:
        people = people_in(connection)
    if as_json:
        print_json({"people": [_as_row(person) for person in people]})
        return
    for person in people:
        say(f"{person.email}  {person.display_name}  ({_roles(person)})")
    if not people:
        say("Nobody yet: kneewise admin add EMAIL makes the first account.")


@admin.command("remove")
def remove(context: typer.Context, email: EmailArgument, as_json: JsonOption = False) -> None:
    """End an account, at once also where it is signed in; runs and diary stay."""
    here: Here = context.obj
    person = remove_person(here.journal, email=email)
    if as_json:
        print_json(_as_row(person))
    else:
        say(f"{person.email} can no longer sign in. What was logged stays.")


def _roles(person: TeamPerson) -> str:
    return ", ".join(person.roles) or "no role yet"


def _as_row(person: TeamPerson) -> dict[str, object]:
    return {
        "person_id": person.person_id,
        "email": person.email,
        "display_name": person.display_name,
        "roles": list(person.roles),
        "runner_id": person.own_runner_id,
    }
