"""The commands `kneewise admin` and `kneewise invite`: who may sign in, and in which groups."""

from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from dashboard.cli.context import Here, JsonOption, RunnerOption, runner_of
from dashboard.cli.output import print_json, say
from dashboard.squad.season import season_words
from etl.errors import UserError
from etl.people.accounts import TeamPerson, add_person, find_person, people_in, remove_person
from etl.people.groups import change_season, find_group, groups_in, make_group
from etl.people.invitations import VALID_DAYS
from etl.people.invitations import invite as make_invitation
from etl.people.logins import unbind
from etl.people.sign_ins import SignIns, login_of
from etl.people.upload_tokens import UploadTokens

admin = typer.Typer(help="Who may sign in.", no_args_is_help=True)

SeasonOption = Annotated[
    str | None, typer.Option("--season", help="What a squad trains for, in words.")
]
FirstDayOption = Annotated[
    datetime | None,
    typer.Option("--from", formats=["%Y-%m-%d"], help="First day of the season."),
]
LastDayOption = Annotated[
    datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], help="Its last day.")
]
EmailArgument = Annotated[str, typer.Argument(help="The address that the provider confirms.")]


class Role(StrEnum):
    """What somebody is beside the runner they may be."""

    ADMIN = "admin"
    COACH = "coach"
    CLINICIAN = "clinician"
    NONE = "none"


class InvitedRole(StrEnum):
    """What somebody can be invited as."""

    RUNNER = "runner"
    COACH = "coach"
    CLINICIAN = "clinician"
    ADMIN = "admin"


class Kind(StrEnum):
    """Kinds of groups."""

    SQUAD = "squad"
    CLINIC = "clinic"


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
        here.new_journal, email=email, display_name=name, roles=roles, own_runner_id=own
    )
    if as_json:
        print_json(_as_row(person))
    else:
        say(f"{person.display_name} may sign in as {person.email}: {_roles(person)}.")


@admin.command("list")
def list_(context: typer.Context, as_json: JsonOption = False) -> None:
    """Everybody who may sign in."""
    here: Here = context.obj
    with here.journal.reading() as connection:
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
    if person.issuer and person.subject:
        SignIns(here.home, here.settings).end_all(login_of(person.issuer, person.subject))
    UploadTokens(here.home, here.settings).forget_person(person.person_id)
    if as_json:
        print_json(_as_row(person))
    else:
        say(f"{person.email} can no longer sign in. What was logged stays.")


@admin.command("sessions")
def sessions(
    context: typer.Context,
    email: EmailArgument,
    end: Annotated[bool, typer.Option("--end", help="End all of them, at once.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Where somebody is signed in now, and the end of it."""
    here: Here = context.obj
    with here.journal.reading() as connection:
        person = find_person(people_in(connection), email)
    if person is None:
        raise UserError("Nobody here has that address: kneewise admin list names everybody.")
    sign_ins = SignIns(here.home, here.settings)
    login = login_of(person.issuer or "", person.subject or "")
    found = sign_ins.of(login)
    ended = sign_ins.end_all(login) if end else 0
    if as_json:
        rows = [
            {
                "begun_at": f"{o.begun_at:%FT%TZ}",
                "seen_at": f"{o.seen_at:%FT%TZ}",
                "device": o.device,
            }
            for o in found
        ]
        print_json({"sessions": rows, "ended": ended})
        return
    for one in found:
        say(f"{one.device}: since {one.begun_at:%F %H:%M}, last used {one.seen_at:%F %H:%M} (UTC)")
    say(f"Ended: {ended}." if end else f"Sessions of {person.email}: {len(found)}.")


@admin.command("unbind")
def unbind_(context: typer.Context, email: EmailArgument, as_json: JsonOption = False) -> None:
    """Let go of the login an account belongs to; the next one with that address takes its place."""
    here: Here = context.obj
    person = unbind(here.journal, email=email)
    login = login_of(person.issuer or "", person.subject or "")
    ended = SignIns(here.home, here.settings).end_all(login)
    if as_json:
        print_json({"email": person.email, "ended": ended})
    else:
        say(f"{person.email} belongs to whoever signs in with that address next, confirmed.")


@admin.command("group")
def group(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="What it is called.")],
    kind: Annotated[Kind, typer.Option(help="squad or clinic.")] = Kind.SQUAD,
    season: SeasonOption = None,
    first_day: FirstDayOption = None,
    last_day: LastDayOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a squad of up to ten runners, or a clinic."""
    here: Here = context.obj
    made = make_group(
        here.journal,
        kind=kind.value,
        display_name=name,
        season=season,
        season_start_date=first_day.date() if first_day else None,
        season_end_date=last_day.date() if last_day else None,
    )
    if as_json:
        print_json(asdict(made))
    else:
        say(f"{made.display_name} is there. kneewise invite EMAIL --group brings people in.")


@admin.command("season")
def season_(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The squad.")],
    season: SeasonOption = None,
    first_day: FirstDayOption = None,
    last_day: LastDayOption = None,
    as_json: JsonOption = False,
) -> None:
    """Begin a squad's next season, in place of the last one."""
    here: Here = context.obj
    changed = change_season(
        here.journal,
        name,
        season=season,
        season_start_date=first_day.date() if first_day else None,
        season_end_date=last_day.date() if last_day else None,
    )
    if as_json:
        print_json(asdict(changed))
    else:
        words = season_words(changed, here.settings.current_time().date())
        say(f"{changed.display_name}: {words or 'no season'}.")


def invite(
    context: typer.Context,
    email: EmailArgument,
    group: Annotated[str | None, typer.Option(help="Name of a squad or clinic.")] = None,
    role: Annotated[InvitedRole, typer.Option(help="What they will be.")] = InvitedRole.RUNNER,
    claim: Annotated[
        str | None, typer.Option(help="A runner without an account who becomes theirs.")
    ] = None,
    days: Annotated[int, typer.Option(help="How long the link works.")] = VALID_DAYS,
    as_json: JsonOption = False,
) -> None:
    """Make a link that lets one address in, once."""
    here: Here = context.obj
    group_id = None
    if group is not None:
        with here.journal.reading() as connection:
            group_id = find_group(groups_in(connection), group).group_id
    token = make_invitation(
        here.journal,
        email=email,
        role=role.value,
        group_id=group_id,
        claimed_runner_id=runner_of(here, claim).runner_id if claim else None,
        valid_days=days,
        now=here.settings.current_time(),
    )
    address = (here.settings.public_url or "http://127.0.0.1:8501").rstrip("/")
    link = f"{address}/sharing?invite={token}"
    if as_json:
        print_json({"email": email, "link": link})
    else:
        say(f"Send this to {email}; it works once, for {days} days:")
        say(link)


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
